import Availability
import Booking
import Mail

/// A practice and one booking in it: Tuesday 5 May 2026, 14:00 in Detroit, queued the evening before.
enum Sample {
    /// Foundation has another `Notification`.
    typealias Kind = Notification.Kind

    static let practice = Practice(brand: "TouchBase", mailFrom: "desk@practice.example", phone: "+1 313 555 0100")
    static let zone = ZoneRules(identifier: "America/Detroit", fixedOffset: -14_400, abbreviation: "EDT")
    static let starts = Instant(secondsSinceEpoch: 1_778_004_000)
    static let queued = Instant(secondsSinceEpoch: 1_777_926_005)

    static func booking(
        customer: String = "Alex Morgan", service: String = "60-minute Swedish", price: Int = 12_000,
        starts: Instant = starts
    ) -> Booking {
        Booking(
            id: BookingID(rawValue: 1), reference: Reference("K7M2QX")!, status: .confirmed,
            service: Service(
                name: service, price: price, times: ServiceTimes(id: ServiceID(rawValue: 1), duration: 60, turnover: 15)
            ),
            therapist: Therapist(id: TherapistID(rawValue: 1), name: "Ana Ruiz"),
            room: Room(id: RoomID(rawValue: 1), name: "Room 1"),
            customer: Customer(id: CustomerID(rawValue: 1), name: customer, email: "alex@example.com"),
            blockedFrom: starts, starts: starts, ends: starts.advanced(byMinutes: 60),
            therapistReleased: starts.advanced(byMinutes: 60), roomReleased: starts.advanced(byMinutes: 75), hold: nil,
            madeBy: Desk(staff: "Dana", terminal: "desk-1"))
    }

    static func notification(
        _ kind: Notification.Kind = .confirmation, to recipient: String = "alex@example.com",
        messageID: String = "1f3a@practice.example", sequence: Int = 2
    ) -> Notification {
        Notification(
            id: NotificationID(rawValue: 1), booking: Reference("K7M2QX")!, kind: kind, recipient: recipient,
            status: .queued, messageID: messageID, calendarID: "5d2f9c1e-0000-4000-8000-00000000beef",
            sequence: sequence,
            providerID: nil, attempts: 0, queued: queued, sent: nil,
            lastError: nil)
    }

    static func message(to recipient: String = "alex@example.com") throws -> Message {
        try Message(
            notification(to: recipient), of: booking(), from: practice, in: zone, by: LetterTemplates())
    }

    /// Any text to anybody.
    static func message(from brand: String, to name: String, subject: String, text: String) throws -> Message {
        Message(
            from: Mailbox(name: brand, address: try EmailAddress("desk@practice.example")),
            to: Mailbox(name: name, address: try EmailAddress("alex@example.com")),
            letter: Letter(subject: subject, text: text), date: WallTime(queued, in: zone),
            id: try MessageID("1f3a@practice.example"),
            reference: Reference("K7M2QX")!)
    }
}
