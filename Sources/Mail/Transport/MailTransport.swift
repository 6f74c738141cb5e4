/// Hands mails over, one after the other.
public protocol MailTransport: ~Copyable {
    /// Blocks until the other side has answered, or a deadline has passed.
    ///
    /// - Parameters:
    ///   - next: what is likely to be delivered after it, and may be made ready meanwhile; the other side does not have it
    ///     until it is delivered itself.
    ///   - mayEnd: asked before the end of the mail goes out, which makes the other side answerable for it, and for each try
    ///     anew; when it says no, the end is not sent, and the mail is not taken.
    mutating func deliver(_ mail: EncodedMessage, before next: EncodedMessage?, once mayEnd: () -> Bool) -> Delivery

    /// Takes back what was made ready and will not be delivered, or not soon.
    mutating func forgetNext()
}

extension MailTransport where Self: ~Copyable {
    public mutating func deliver(_ mail: EncodedMessage, before next: EncodedMessage? = nil) -> Delivery {
        deliver(mail, before: next, once: { true })
    }

    public mutating func deliver(_ message: Message) -> Delivery { deliver(EncodedMessage(message)) }
}
