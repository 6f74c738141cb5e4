public import Availability
public import Booking

/// All that the database said about a span of days, in one reading: what the desk draws and searches.
public struct Sheet: Sendable {
    public var catalog: Catalog
    /// Its span is what the sheet covers, its `now` the database's clock at `received`.
    public var schedule: Schedule
    /// Those that touch the span, in whatever state but expired; a hold's milliseconds count from `received`.
    /// In order of their starts.
    public internal(set) var bookings: [Booking] {
        didSet { listHolds() }
    }
    /// Holds of other dates, as all of them were read last.
    var distantHolds: [Booking] = [] {
        didSet { listHolds() }
    }
    /// All of the holds: they are looked at with every key and every second.
    private var held: [Booking] = []
    /// When the desk received it.
    public var received: Moment

    public init(catalog: Catalog, schedule: Schedule, bookings: [Booking], received: Moment) {
        self.catalog = catalog
        self.schedule = schedule
        // A store reads them in this order: then the array stays the one that others may keep, too.
        let isInOrder = zip(bookings, bookings.dropFirst()).allSatisfy { !Self.comesBefore($1, $0) }
        self.bookings = isInOrder ? bookings : bookings.sorted(by: Self.comesBefore)
        self.received = received
        listHolds()
    }

    private mutating func listHolds() {
        held = bookings.filter { $0.status == .hold } + distantHolds
    }

    private static func comesBefore(_ left: Booking, _ right: Booking) -> Bool {
        (left.starts, left.id.rawValue) < (right.starts, right.id.rawValue)
    }

    var zone: ZoneRules { schedule.zone }

    /// The database's clock, carried on by the desk's.
    func now(at moment: Moment) -> Instant {
        let seconds = received.milliseconds(until: moment) / 1000
        return Instant(secondsSinceEpoch: schedule.now.secondsSinceEpoch + seconds)
    }

    /// Milliseconds until a hold runs out, 0 when it has; nil for what is no hold.
    func millisecondsLeft(of booking: Booking, at moment: Moment) -> Int64? {
        guard booking.status == .hold, let hold = booking.hold else { return nil }
        return max(0, Int64(hold.millisecondsLeft) - received.milliseconds(until: moment))
    }

    /// Whether the booking has its therapist and room at this moment: an expired hold has neither, swept or not.
    func occupies(_ booking: Booking, at moment: Moment) -> Bool {
        booking.status.occupies && millisecondsLeft(of: booking, at: moment) != 0
    }

    /// The bookings that block somebody in `span` at this moment, in order of their starts.
    func bookings(blocking span: Interval, at moment: Moment) -> [Booking] {
        // No service and no buffer is longer than a day.
        let first = index(ofFirstStartingAtOrAfter: span.start.advanced(byMinutes: -2880))
        let last = index(ofFirstStartingAtOrAfter: span.end.advanced(byMinutes: 1440))
        return bookings[first..<last].filter { booking in
            let released = max(booking.ends, booking.therapistReleased, booking.roomReleased)
            return booking.blockedFrom < span.end && released > span.start && occupies(booking, at: moment)
        }
    }

    /// Where in the order of starts a booking belongs.
    func index(ofFirstStartingAtOrAfter instant: Instant) -> Int {
        var low = 0
        var high = bookings.count
        while low < high {
            let middle = (low + high) / 2
            if bookings[middle].starts < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func booking(_ id: BookingID) -> Booking? {
        bookings.first { $0.id == id } ?? distantHolds.first { $0.id == id }
    }

    /// The booking that a rule of the engine names.
    func booking(named reference: String) -> Booking? {
        bookings.first { $0.reference.description == reference }
    }

    /// How many holds are live.
    func countOfHolds(at moment: Moment) -> Int {
        held.count { occupies($0, at: moment) }
    }

    /// The live holds of all desks, whatever dates they are of, the one that runs out first on top.
    func holds(at moment: Moment) -> [Booking] {
        let live = held.filter { (millisecondsLeft(of: $0, at: moment) ?? 0) > 0 }
        return live.sorted { left, right in
            (left.hold?.millisecondsLeft ?? 0, left.id.rawValue) < (
                right.hold?.millisecondsLeft ?? 0, right.id.rawValue
            )
        }
    }
}
