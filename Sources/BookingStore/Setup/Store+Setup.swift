import Availability
public import Booking
import Postgres

extension Store {
    /// Makes the practice what `setup` describes, all of it or nothing. Needs the owner's rights.
    ///
    /// Services, rooms and therapists are found by name; those that `setup` does not mention are not offered any more,
    /// and their bookings stay. Doing it twice changes nothing. The desks hear of it at once.
    ///
    /// - Throws: `.schema(.notOwner)` without those rights, or what the database refused.
    public mutating func replaceSetup(_ setup: PracticeSetup) throws(StoreError) {
        do {
            try transaction { connection in
                try connection.run(Statement("lock the practice", "select pg_advisory_xact_lock(3, 0)::text"))
                for statement in Statement.replaceSetup(setup) { try connection.run(statement) }
                try connection.run(Statement("tell the desks", "select pg_notify('touchbase', 'practice:')::text"))
            }
        } catch let error as PostgresError {
            guard error.serverError?.sqlState == .insufficientPrivilege else { throw .database(error) }
            throw .schema(.notOwner(role: try ask(SchemaRights.statement).role))
        } catch {
            throw error as? StoreError ?? .schema(.missing)
        }
    }

    /// The whole practice as it is now, in a form that can be imported again.
    public mutating func setup() throws(StoreError) -> PracticeSetup {
        let always = Interval(Instant(secondsSinceEpoch: -0x1_0000_0000), Instant(secondsSinceEpoch: 0x10_0000_0000))
        let dates = (LocalDate(daysSinceEpoch: -40_000), LocalDate(daysSinceEpoch: 400_000))
        let (practice, services, rooms, therapists, roomHours, therapistHours, overrides, closures, timeOff) = try ask(
            Pipeline(
                .snapshot, .practice, .services, .rooms, .therapists, .roomHours, .therapistHours,
                .overrides(from: dates.0, through: dates.1), .closures(during: always), .timeOff(during: always)))
        let sold = services.filter(\.isActive).map(\.service)
        func names(_ row: ResourceRow) -> [String] { sold.filter { row.does($0.id) }.map(\.name) }
        return PracticeSetup(
            practice: practice,
            services: sold.map(ServiceSetup.init),
            rooms: rooms.filter(\.isActive).map { room in
                RoomSetup(
                    name: room.name, services: names(room), hours: roomHours[room.id], closures: closures[room.id] ?? []
                )
            },
            therapists: therapists.filter(\.isActive).map { therapist in
                TherapistSetup(
                    name: therapist.name, services: names(therapist),
                    usualRoom: rooms.first { $0.id == therapist.usualRoom && $0.isActive }?.name,
                    hours: Hours(
                        weekly: therapistHours[therapist.id]?.weekly ?? [:], overrides: overrides[therapist.id] ?? [:]),
                    timeOff: timeOff[therapist.id] ?? [])
            })
    }
}

extension ServiceSetup {
    fileprivate init(_ service: Service) {
        self.init(
            name: service.name, price: service.price, duration: service.times.duration, prep: service.times.prep,
            recovery: service.times.recovery, turnover: service.times.turnover)
    }
}
