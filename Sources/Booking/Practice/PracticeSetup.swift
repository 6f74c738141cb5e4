public import Availability

/// A whole practice as its owner describes it: what an import reads and an export writes.
///
/// Services, rooms and therapists are known by their names, which are unique without regard to case and accents. The
/// description is complete: what it does not mention is not offered any more.
public struct PracticeSetup: Hashable, Sendable {
    public var practice: Practice
    public var services: [ServiceSetup]
    public var rooms: [RoomSetup]
    public var therapists: [TherapistSetup]

    public init(practice: Practice, services: [ServiceSetup], rooms: [RoomSetup], therapists: [TherapistSetup]) {
        self.practice = practice
        self.services = services
        self.rooms = rooms
        self.therapists = therapists
    }
}

/// A service as its owner describes it. All lengths in minutes, the price in the currency's minor unit.
public struct ServiceSetup: Hashable, Sendable {
    public var name: String
    public var price: Int
    public var duration: Int
    public var prep: Int
    public var recovery: Int
    public var turnover: Int

    public init(name: String, price: Int, duration: Int, prep: Int = 0, recovery: Int = 0, turnover: Int = 0) {
        self.name = name
        self.price = price
        self.duration = duration
        self.prep = prep
        self.recovery = recovery
        self.turnover = turnover
    }
}

/// A room as its owner describes it.
public struct RoomSetup: Hashable, Sendable {
    public var name: String
    /// Names of the services it fits.
    public var services: [String]
    /// Nil: always open. A room has no dated overrides.
    public var hours: Hours?
    public var closures: [Absence]

    public init(name: String, services: [String], hours: Hours? = nil, closures: [Absence] = []) {
        self.name = name
        self.services = services
        self.hours = hours
        self.closures = closures
    }
}

/// A therapist as the owner describes them.
public struct TherapistSetup: Hashable, Sendable {
    public var name: String
    /// Names of the services they do.
    public var services: [String]
    /// The name of the room they are usually in.
    public var usualRoom: String?
    public var hours: Hours
    public var timeOff: [Absence]

    public init(
        name: String, services: [String], usualRoom: String? = nil, hours: Hours, timeOff: [Absence] = []
    ) {
        self.name = name
        self.services = services
        self.usualRoom = usualRoom
        self.hours = hours
        self.timeOff = timeOff
    }
}

/// A stretch in which somebody is away or something is closed, half-open, and why.
public struct Absence: Hashable, Sendable {
    public var during: Interval
    /// Empty when nobody said.
    public var note: String

    public init(during: Interval, note: String = "") {
        self.during = during
        self.note = note
    }
}
