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
        case confirmation
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
    /// What the server called the mail when it took it.
    public var providerID: String?
    public var attempts: Int
    public var queued: Instant
    public var sent: Instant?
    /// What the server, or the connection to it, said last.
    public var lastError: String?

    public init(
        id: NotificationID, booking: Reference, kind: Kind, recipient: String, status: Status, messageID: String,
        providerID: String?, attempts: Int, queued: Instant, sent: Instant?, lastError: String?
    ) {
        self.id = id
        self.booking = booking
        self.kind = kind
        self.recipient = recipient
        self.status = status
        self.messageID = messageID
        self.providerID = providerID
        self.attempts = attempts
        self.queued = queued
        self.sent = sent
        self.lastError = lastError
    }
}
