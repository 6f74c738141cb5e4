public import Availability

/// One change of a booking's state. Entries are only ever added.
public struct HistoryEntry: Hashable, Sendable {
    public var at: Instant
    public var by: Desk
    /// Nil: the booking was made.
    public var from: BookingStatus?
    public var to: BookingStatus
    /// The reason of a cancellation, or what a move moved; empty when there is nothing to say.
    public var note: String

    public init(at: Instant, by: Desk, from: BookingStatus?, to: BookingStatus, note: String) {
        self.at = at
        self.by = by
        self.from = from
        self.to = to
        self.note = note
    }
}
