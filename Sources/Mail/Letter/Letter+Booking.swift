public import Availability
public import Booking

extension Letter {
    /// What the customer is told of a booking; without the entry for their calendar, which a mail adds.
    ///
    /// - Parameter zone: the practice's.
    public init(
        _ kind: Notification.Kind, of booking: Booking, from practice: Practice, in zone: ZoneRules,
        by templates: LetterTemplates
    ) {
        self = templates.letter(kind, LetterFields.values(of: booking, from: practice, in: zone))
    }
}
