public import Availability

/// An appointment as calendar programs take it (RFC 5545), to be entered or taken out again (RFC 5546).
///
/// It shows in calendars that others see too: it says nothing of the kind of treatment.
public struct Invite: Hashable, Sendable {
    public enum Method: String, Hashable, Sendable {
        /// Enter it, or change the entry that has its UID.
        case request = "REQUEST"
        /// Take the entry out.
        case cancel = "CANCEL"
    }

    public let method: Method
    /// What names the entry in every calendar, for good.
    public let uid: String
    /// Higher with each change of the entry.
    public let sequence: Int
    /// When it was written.
    public let written: Instant
    /// Half-open.
    public let during: Interval
    /// The practice's.
    public let zone: ZoneRules
    public let organizer: Mailbox
    public let attendee: Mailbox
    public let summary: String
    /// One line more.
    public let note: String

    public init(
        method: Method, uid: String, sequence: Int, written: Instant, during: Interval, zone: ZoneRules,
        organizer: Mailbox, attendee: Mailbox, summary: String, note: String
    ) {
        self.method = method
        self.uid = uid.singleLine(limit: 100)
        self.sequence = sequence
        self.written = written
        self.during = during
        self.zone = zone
        self.organizer = organizer
        self.attendee = attendee
        self.summary = summary.singleLine(limit: 200)
        self.note = note.singleLine(limit: 300)
    }
}
