import Availability
public import Booking
public import Postgres

/// Reads what the practice is and sells, in one round trip and as of one moment.
public struct CatalogRequest: Request {
    private let pipeline = Pipeline(.snapshot, .practice, .services, .therapists, .rooms)

    public init() {}

    public var commands: [Command] { pipeline.commands }

    public func output(of reply: Reply) throws(PostgresError) -> Catalog {
        let (practice, services, therapists, rooms) = try pipeline.output(of: reply)
        return Catalog(practice, services, therapists, rooms)
    }
}

extension Catalog {
    /// What is offered of what there is.
    init(_ practice: Practice, _ services: [ServiceRow], _ therapists: [ResourceRow], _ rooms: [ResourceRow]) {
        self.init(
            practice: practice, services: services.filter(\.isActive).map(\.service),
            therapists: therapists.filter(\.isActive).map(Therapist.init),
            rooms: rooms.filter(\.isActive).map(Room.init))
    }
}

extension Therapist {
    init(_ row: ResourceRow) {
        self.init(id: TherapistID(rawValue: row.id), name: row.name)
    }
}

extension Room {
    init(_ row: ResourceRow) {
        self.init(id: RoomID(rawValue: row.id), name: row.name)
    }
}
