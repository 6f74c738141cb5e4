public import Availability

/// Names one booking; the database's key. People say its `Reference`.
public struct BookingID: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// A service at a time with a therapist in a room, held or booked.
public struct Booking: Hashable, Sendable {
    public var id: BookingID
    public var reference: Reference
    /// As the database's clock has it: a hold past its expiry reads `expired`, swept or not.
    public var status: BookingStatus
    public var service: Service
    public var therapist: Therapist
    public var room: Room
    /// A hold may not know its customer yet.
    public var customer: Customer?
    /// `starts - prep`: from here on therapist and room are blocked.
    public var blockedFrom: Instant
    public var starts: Instant
    public var ends: Instant
    /// `ends + recovery`.
    public var therapistReleased: Instant
    /// `ends + turnover`.
    public var roomReleased: Instant
    /// Of a hold: when it runs out, and the seconds that were left when the server answered.
    public var hold: Hold?
    /// Who made it, and at which terminal.
    public var madeBy: Desk

    public struct Hold: Hashable, Sendable {
        /// Rounded up to the second; the server compares with its own clock to the microsecond.
        public var expires: Instant
        /// Milliseconds left when the server answered; a desk counts down from it on a monotonic clock.
        public var millisecondsLeft: Int

        public init(expires: Instant, millisecondsLeft: Int) {
            self.expires = expires
            self.millisecondsLeft = millisecondsLeft
        }
    }

    public init(
        id: BookingID, reference: Reference, status: BookingStatus, service: Service, therapist: Therapist, room: Room,
        customer: Customer?, blockedFrom: Instant, starts: Instant, ends: Instant, therapistReleased: Instant,
        roomReleased: Instant, hold: Hold?, madeBy: Desk
    ) {
        self.id = id
        self.reference = reference
        self.status = status
        self.service = service
        self.therapist = therapist
        self.room = room
        self.customer = customer
        self.blockedFrom = blockedFrom
        self.starts = starts
        self.ends = ends
        self.therapistReleased = therapistReleased
        self.roomReleased = roomReleased
        self.hold = hold
        self.madeBy = madeBy
    }
}

/// Who acts, and from which terminal: written into every change.
public struct Desk: Hashable, Sendable {
    public var staff: String
    public var terminal: String

    public init(staff: String, terminal: String) {
        self.staff = staff
        self.terminal = terminal
    }
}
