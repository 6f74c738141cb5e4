public import Availability
public import Booking

/// A mail as it travels: its bytes, and what stands on its envelope. Every attempt to send it takes the same one.
public struct EncodedMessage: Hashable, Sendable {
    public let sender: EmailAddress
    public let recipient: EmailAddress
    public let id: MessageID
    /// The date that it bears.
    public let date: Instant
    /// The booking that it is about; nil: none.
    public let reference: Reference?
    public let bytes: [UInt8]

    public init(_ message: Message) {
        sender = message.from.address
        recipient = message.to.address
        id = message.id
        date = message.date.instant
        reference = message.reference
        bytes = message.encoded()
    }

    /// The mail of a notification, as an earlier attempt has fixed it.
    ///
    /// - Throws: when what was kept of it is damaged.
    public init(_ notification: Notification, sender: String, text: String) throws(MessageError) {
        self.sender = try .sender(sender)
        recipient = try .recipient(notification.recipient)
        id = try MessageID(notification.messageID)
        date = notification.due
        reference = notification.booking
        bytes = Array(text.utf8)
    }

    /// Whether only a server that offers SMTPUTF8 (RFC 6531) can take it.
    var needsSMTPUTF8: Bool { sender.needsSMTPUTF8 || recipient.needsSMTPUTF8 }
}
