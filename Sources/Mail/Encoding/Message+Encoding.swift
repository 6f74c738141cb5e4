import Booking

extension Message {
    /// The bytes that travel, by RFC 5322 and 2045: CRLF after each line, header lines of at most 76 characters unless
    /// an address is longer, text lines of at most 76. ASCII, unless an address is not: then the header has it in UTF-8
    /// (RFC 6532).
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letter.text.utf8.count + (letter.html?.utf8.count ?? 0) + 4096)
        for field in header { field.append(to: &bytes) }
        let parts = letter.parts
        guard parts.count > 1 else {
            parts.first?.append(to: &bytes)
            return bytes
        }
        let boundary = boundary
        HeaderField("Content-Type", words: ["multipart/alternative;", "boundary=\"\(boundary)\""]).append(to: &bytes)
        for part in parts {
            // The line end before a boundary is the boundary's (RFC 2046 section 5.1.1), not the part's.
            bytes += "\r\n--\(boundary)\r\n".utf8
            part.append(to: &bytes)
        }
        bytes += "\r\n--\(boundary)--\r\n".utf8
        return bytes
    }

    private var header: [HeaderField] {
        [
            HeaderField("Date", date.mailDate),
            HeaderField("From", mailbox: from),
            HeaderField("To", mailbox: to),
            HeaderField("Message-ID", "<\(id)>"),
            HeaderField("Subject", text: letter.subject),
            // RFC 3834: holiday replies to it would reach nobody who reads them.
            HeaderField("Auto-Submitted", "auto-generated"),
            HeaderField("MIME-Version", "1.0"),
        ]
    }

    /// In no part, whatever it says: of the two transfer encodings, one writes no such line and the other no `=_`.
    private var boundary: String { "=_\(id.hash)" }
}

extension Letter {
    /// From the plainest to the one that a program should rather show (RFC 2046 section 5.1.4).
    fileprivate var parts: [TextPart] {
        var parts = [TextPart("text/plain", text)]
        if let html { parts.append(TextPart("text/html", html)) }
        if let invite {
            parts.append(TextPart("text/calendar", parameter: "method=\(invite.method.rawValue)", invite.text))
        }
        return parts
    }
}
