/// All that decides which slots can be booked, over one span of time: the engine's whole input.
///
/// What is not in it does not exist for the engine: whoever fills it reads all that overlaps
/// `Schedule.reading(for:services:)`, and the overrides of 16 days to either side, which tell whether somebody has worked
/// around the clock for weeks.
public struct Schedule: Sendable {
    /// The starts that may be asked about, half-open.
    public var span: Interval
    /// The database's clock when the schedule was read. A start before it is past.
    public var now: Instant
    public var zone: ZoneRules
    public var grid: StartGrid
    public var services: [ServiceTimes]
    public var therapists: [TherapistSchedule]
    public var rooms: [RoomSchedule]
    /// The bookings that occupy somebody; expired and cancelled ones are not among them.
    public var occupancies: Occupancies

    public init(
        span: Interval, now: Instant, zone: ZoneRules, grid: StartGrid, services: [ServiceTimes],
        therapists: [TherapistSchedule], rooms: [RoomSchedule], occupancies: [Occupancy]
    ) {
        self.span = span
        self.now = now
        self.zone = zone
        self.grid = grid
        self.services = services
        self.therapists = therapists
        self.rooms = rooms
        self.occupancies = Occupancies(occupancies)
    }
}

/// Which starts are offered, beside the rules that block them.
public struct StartGrid: Hashable, Sendable {
    /// Where the steps are counted from.
    public enum Anchor: Hashable, Sendable {
        /// The start of each working window (touching windows are one; one that fills whole weeks is counted anew from
        /// each Monday).
        case window
        /// One moment for all; the steps go on in elapsed time.
        case absolute(Instant)
    }

    /// Minutes between starts, at least 1.
    public let granularity: Int
    public var anchor: Anchor
    /// Whether starts off the steps that leave no gap to a neighbour or to the end of the window are offered too.
    public var abutting: Bool

    /// Traps when `granularity` is less than 1.
    public init(granularity: Int, anchor: Anchor = .window, abutting: Bool = true) {
        precondition(granularity >= 1, "starts are at least a minute apart")
        self.granularity = granularity
        self.anchor = anchor
        self.abutting = abutting
    }
}

extension Schedule {
    /// The stretch whose bookings, time off and closures must be in a schedule for `span`.
    ///
    /// Which starts can be booked is decided by what meets them, which reaches as far past the span as the longest
    /// service; gap costs, the fit of rooms and the minutes booked on a date look a day of at most 25 hours further.
    public static func reading(for span: Interval, services: [ServiceTimes]) -> Interval {
        let longest = services.map { $0.prep + $0.duration + max($0.recovery, $0.turnover) }.max() ?? 0
        let margin = longest + 25 * 60
        return Interval(span.start.advanced(byMinutes: -margin), span.end.advanced(byMinutes: margin))
    }
}

/// One therapist, as the engine sees them.
public struct TherapistSchedule: Sendable {
    public var id: TherapistID
    public var services: Set<ServiceID> {
        didSet { serviceList = Array(services) }
    }
    public var hours: Hours
    /// Time off, half-open; in any order, overlaps allowed.
    public var timeOff: [Interval]
    /// The room that breaks a tie, or nil.
    public var usualRoom: RoomID?
    /// `services`, which are few: going through them is quicker than hashing.
    private var serviceList: [ServiceID]

    public init(
        id: TherapistID, services: Set<ServiceID>, hours: Hours, timeOff: [Interval] = [], usualRoom: RoomID? = nil
    ) {
        self.id = id
        self.services = services
        self.hours = hours
        self.timeOff = timeOff
        self.usualRoom = usualRoom
        serviceList = Array(services)
    }

    /// Whether the service is one of theirs.
    public func does(_ service: ServiceID) -> Bool { serviceList.contains(service) }
}

/// One room, as the engine sees it.
public struct RoomSchedule: Sendable {
    public var id: RoomID
    public var services: Set<ServiceID> {
        didSet { serviceList = Array(services) }
    }
    /// Nil: always open.
    public var hours: Hours?
    /// Closures, half-open; in any order, overlaps allowed.
    public var closures: [Interval]
    /// `services`, which are few: going through them is quicker than hashing.
    private var serviceList: [ServiceID]

    public init(id: RoomID, services: Set<ServiceID>, hours: Hours? = nil, closures: [Interval] = []) {
        self.id = id
        self.services = services
        self.hours = hours
        self.closures = closures
        serviceList = Array(services)
    }

    /// Whether the service fits into the room.
    public func fits(_ service: ServiceID) -> Bool { serviceList.contains(service) }
}

/// A booking that occupies a therapist and a room.
public struct Occupancy: Hashable, Sendable {
    /// What people call the booking (its reference).
    public var reference: String
    public var therapist: TherapistID
    public var room: RoomID
    /// `starts - prep`: from here on both are blocked.
    public var blockedFrom: Instant
    public var starts: Instant
    public var ends: Instant
    /// `ends + recovery`.
    public var therapistReleased: Instant
    /// `ends + turnover`.
    public var roomReleased: Instant

    public init(
        reference: String, therapist: TherapistID, room: RoomID, blockedFrom: Instant, starts: Instant, ends: Instant,
        therapistReleased: Instant, roomReleased: Instant
    ) {
        self.reference = reference
        self.therapist = therapist
        self.room = room
        self.blockedFrom = blockedFrom
        self.starts = starts
        self.ends = ends
        self.therapistReleased = therapistReleased
        self.roomReleased = roomReleased
    }
}
