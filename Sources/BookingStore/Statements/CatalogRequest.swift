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
    init(_ practice: Practice, _ services: [Service], _ therapists: [ResourceRow], _ rooms: [ResourceRow]) {
        self.init(
            practice: practice, services: services,
            therapists: therapists.map { Therapist(id: TherapistID(rawValue: $0.id), name: $0.name) },
            rooms: rooms.map { Room(id: RoomID(rawValue: $0.id), name: $0.name) })
    }
}
