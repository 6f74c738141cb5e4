import CCurl

extension SMTPTransport {
    /// Signs on to the server as for a mail (greeting, EHLO, STARTTLS, authentication), says NOOP, and leaves.
    ///
    /// Make the transport for this alone, with deadlines that somebody waits for.
    ///
    /// - Returns: why no mail could be handed over, on one safe line; nil when all is well.
    public mutating func obstacle() -> String? {
        do {
            var exchange = SMTPExchange([], dialogue: SMTPDialogue(needsSMTPUTF8: false, security: server.security))
            try handle.set(CURLOPT_UPLOAD, 0)
            try handle.set(CURLOPT_NOBODY, 1)
            try handle.set(CURLOPT_CUSTOMREQUEST, "NOOP")
            let problem = handle.perform(&exchange, to: nil)
            return exchange.dialogue.obstacle(problem)
        } catch {
            return "libcurl: \(error.description)"
        }
    }
}
