extension SMTPTransport {
    /// Signs on to the server as for a mail (greeting, EHLO, STARTTLS, authentication), says NOOP, and leaves.
    ///
    /// Make the transport for this alone, with deadlines that somebody waits for.
    ///
    /// - Returns: why no mail could be handed over, on one safe line; nil when all is well.
    public mutating func obstacle() -> String? {
        do {
            try open()
            while opener.isUnderWay {
                try goOn()
                if opener.isUnderWay { try multi.wait(for: .seconds(1)) }
            }
            opener.end(in: multi)
            return opener.obstacle
        } catch {
            return "libcurl: \(error.description)"
        }
    }
}
