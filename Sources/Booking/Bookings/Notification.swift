public import Availability

/// Names one mail; the database's key.
public struct NotificationID: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// One mail to a customer, and what became of it.
public struct Notification: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case confirmation, moved, reminder, cancellation
    }

    public enum Status: String, CaseIterable, Hashable, Sendable {
        case queued, sending, sent, failed, uncertain
    }

    public var id: NotificationID
    public var booking: Reference
    public var kind: Kind
    public var recipient: String
    public var status: Status
    /// The mail's Message-ID without its angle brackets; the same for every attempt.
    public var messageID: String
    /// What names the booking in the customer's calendar: the UID of RFC 5545.
    public var calendarID: String
    /// How often that calendar entry had been changed when the mail was queued: its SEQUENCE.
    public var sequence: Int
    /// What the server called the mail when it took it.
    public var providerID: String?
    public var attempts: Int
    public var queued: Instant
    /// When it was to go out first, and the date that it bears.
    public var due: Instant
    /// When it is tried next; nil: never again.
    public var nextAttempt: Instant?
    public var sent: Instant?
    /// What the server, or the connection to it, said last.
    public var lastError: String?

    /// - Parameter due: unless given, when it was queued.
    public init(
        id: NotificationID, booking: Reference, kind: Kind, recipient: String, status: Status, messageID: String,
        calendarID: String = "", sequence: Int = 0, providerID: String?, attempts: Int, queued: Instant,
        due: Instant? = nil, nextAttempt: Instant? = nil, sent: Instant?, lastError: String?
    ) {
        self.id = id
        self.booking = booking
        self.kind = kind
        self.recipient = recipient
        self.status = status
        self.messageID = messageID
        self.calendarID = calendarID
        self.sequence = sequence
        self.providerID = providerID
        self.attempts = attempts
        self.queued = queued
        self.due = due ?? queued
        self.nextAttempt = nextAttempt
        self.sent = sent
        self.lastError = lastError
    }

    /// From here on a mail that no server takes is not tried any more.
    public var givenUp: Instant { due.advanced(byMinutes: 24 * 60) }
}
