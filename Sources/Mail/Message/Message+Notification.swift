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
        _ notification: Notification, of booking: Booking, from practice: Practice, in zone: ZoneRules,
        by templates: LetterTemplates
    ) throws(MessageError) {
        guard let sender = practice.mailFrom else { throw .senderMissing }
        let from = Mailbox(name: practice.brand, address: try .sender(sender))
        let to = Mailbox(name: booking.customer?.name ?? "", address: try .recipient(notification.recipient))
        let values = LetterFields.values(of: booking, from: practice, in: zone)
        var letter = templates.letter(notification.kind, values)
        letter.invite = Invite(notification, of: booking, values, in: zone, organizer: from, attendee: to)
        self.init(
            from: from, to: to, letter: letter, date: WallTime(notification.due, in: zone),
            id: try MessageID(notification.messageID), reference: notification.booking)
    }
}

extension Invite {
    fileprivate init(
        _ notification: Notification, of booking: Booking, _ values: [String: String], in zone: ZoneRules,
        organizer: Mailbox, attendee: Mailbox
    ) {
        let (brand, reference, phone) = (values["brand"], values["reference"], values["phone"])
        self.init(
            method: notification.kind == .cancellation ? .cancel : .request, uid: notification.calendarID,
            sequence: notification.sequence, written: notification.due, during: Interval(booking.starts, booking.ends),
            zone: zone, organizer: organizer, attendee: attendee, summary: "Appointment at \(brand ?? "")",
            note: [reference.map { "Reference \($0)" }, phone].compactMap(\.self).filter { !$0.isEmpty }
                .joined(separator: " · "))
    }
}

extension EmailAddress {
    static func sender(_ text: String) throws(MessageError) -> EmailAddress {
        do {
            return try EmailAddress(text)
        } catch {
            throw .sender(error)
        }
    }

    static func recipient(_ text: String) throws(MessageError) -> EmailAddress {
        do {
            return try EmailAddress(text)
        } catch {
            throw .recipient(error)
        }
    }
}
