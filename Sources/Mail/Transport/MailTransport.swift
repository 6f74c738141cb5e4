/// Hands mails over, one after the other.
public protocol MailTransport: ~Copyable {
    /// Blocks until the other side has answered, or a deadline has passed.
    ///
    /// - Parameter next: what is likely to be delivered after it, and may be made ready meanwhile; the other side does not
    ///   have it until it is delivered itself.
    mutating func deliver(_ mail: EncodedMessage, before next: EncodedMessage?) -> Delivery

    /// Takes back what was made ready and will not be delivered, or not soon.
    mutating func forgetNext()
}

extension MailTransport where Self: ~Copyable {
    public mutating func deliver(_ mail: EncodedMessage) -> Delivery { deliver(mail, before: nil) }

    public mutating func deliver(_ message: Message) -> Delivery { deliver(EncodedMessage(message)) }
}
