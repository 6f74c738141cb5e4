/// Hands mails over, one after the other.
public protocol MailTransport: ~Copyable {
    /// Blocks until the other side has answered, or a deadline has passed.
    mutating func deliver(_ mail: EncodedMessage) -> Delivery
}

extension MailTransport where Self: ~Copyable {
    public mutating func deliver(_ message: Message) -> Delivery { deliver(EncodedMessage(message)) }
}
