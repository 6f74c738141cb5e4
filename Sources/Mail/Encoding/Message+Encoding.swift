import Booking

extension Message {
    /// The bytes that travel, by RFC 5322 and 2045: CRLF after each line, header lines of at most 76 characters unless an
    /// address is longer, text lines of at most 76. ASCII, unless an address is not: then the header has it in UTF-8
    /// (RFC 6532).
    public func encoded() -> [UInt8] {
        let body = TextPart("text/plain", letter.text)
        let header = fields + body.fields
        return Array((header.map(\.encoded).joined() + "\r\n" + body.content).utf8)
    }

    /// Whether only a server that offers SMTPUTF8 (RFC 6531) can take it.
    var needsSMTPUTF8: Bool { from.address.needsSMTPUTF8 || to.address.needsSMTPUTF8 }

    private var fields: [HeaderField] {
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
}
