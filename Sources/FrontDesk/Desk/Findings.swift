public import Availability
public import Booking

/// A customer that was found, with what tells two of one name apart.
public struct FoundCustomer: Hashable, Sendable {
    /// A search finds no more than so many.
    public static let most = 50

    public var customer: Customer
    public var visits: Int
    /// The latest visit that has begun, and with whom.
    public var last: Booking?

    public init(customer: Customer, visits: Int = 0, last: Booking? = nil) {
        self.customer = customer
        self.visits = visits
        self.last = last
    }
}

/// All that the practice knows of a customer.
public struct CustomerFile: Hashable, Sendable {
    public var found: FoundCustomer
    /// Of all dates: those to come first, the nearest leading, then the latest of the past.
    public var bookings: [Booking]

    public init(_ found: FoundCustomer, bookings: [Booking] = []) {
        self.found = found
        self.bookings = bookings
    }
}

/// What is known of one booking beside itself.
public struct Details: Hashable, Sendable {
    public var reference: Reference
    public var history: [HistoryEntry]
    public var notifications: [Notification]
    public var visits: Int
    public var lastVisit: Instant?

    public init(
        reference: Reference, history: [HistoryEntry], notifications: [Notification], visits: Int, lastVisit: Instant?
    ) {
        self.reference = reference
        self.history = history
        self.notifications = notifications
        self.visits = visits
        self.lastVisit = lastVisit
    }
}

extension Details {
    /// What the customer hears of the cancellation.
    var newsOfCancellation: String {
        guard let latest = notifications.max(by: { $0.id.rawValue < $1.id.rawValue }) else { return "no mail" }
        if latest.kind == .cancellation { return "mail \(latest.statusName)" }
        return latest.isWithdrawn ? "its mail was withdrawn before it went" : "no mail goes out"
    }
}

/// One line of the mail log, with the letter as the customer sees it.
public struct MailEntry: Hashable, Sendable {
    public var notification: Notification
    public var subject: String
    public var text: String
    /// It stands above the others, for somebody should see to it.
    public var isUndelivered: Bool

    public init(notification: Notification, subject: String, text: String, isUndelivered: Bool = false) {
        self.notification = notification
        self.subject = subject
        self.text = text
        self.isUndelivered = isUndelivered
    }
}
