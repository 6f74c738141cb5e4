public import Availability
public import Booking

extension Message {
    /// The mail that a notification stands for: the one place that makes messages.
    ///
    /// - Parameters:
    ///   - booking: the notification's; its customer gives the name, the notification the address.
    ///   - zone: the practice's.
    /// - Throws: when an address or the fixed message id cannot be mailed; trying again will not help.
    public init(
        _ notification: Notification, of booking: Booking, from practice: Practice, in zone: ZoneRules
    ) throws(MessageError) {
        guard let sender = practice.mailFrom else { throw .senderMissing }
        let letter =
            switch notification.kind {
            case .confirmation: Letter.confirmation(of: booking, from: practice, in: zone)
            }
        self.init(
            from: Mailbox(name: practice.brand, address: try Self.sender(sender)),
            to: Mailbox(name: booking.customer?.name ?? "", address: try Self.recipient(notification.recipient)),
            letter: letter, date: WallTime(notification.queued, in: zone), id: try MessageID(notification.messageID),
            reference: notification.booking)
    }

    private static func sender(_ text: String) throws(MessageError) -> EmailAddress {
        do {
            return try EmailAddress(text)
        } catch {
            throw .sender(error)
        }
    }

    private static func recipient(_ text: String) throws(MessageError) -> EmailAddress {
        do {
            return try EmailAddress(text)
        } catch {
            throw .recipient(error)
        }
    }
}
