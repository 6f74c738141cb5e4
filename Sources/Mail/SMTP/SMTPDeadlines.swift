/// How long the mail server may take, in whole seconds of at least 1.
///
/// RFC 5321 section 4.5.3.2 wants minutes of patience, so that no mail is doubled by giving up on a busy server; nobody
/// waits for these, for mail has a process of its own.
public struct SMTPDeadlines: Hashable, Sendable {
    /// To be connected, the TLS handshake included.
    public var connect: Int
    /// For the answer to one command, and between two parts of the mail.
    public var response: Int
    /// For one mail, from first to last, however often it is tried.
    public var total: Int

    public init(connect: Int = 20, response: Int = 120, total: Int = 300) {
        self.connect = connect
        self.response = response
        self.total = total
    }
}
