public import Availability
public import Booking
public import Postgres

/// Reads all that decides which slots can be booked in a span: one round trip and one moment, whatever the number of
/// therapists and days.
public struct ScheduleRequest: Request {
    private let span: Interval
    private let pipeline:
        Pipeline<
            (
                Instant, Practice, [Service], [ResourceRow], [ResourceRow], [Int32: Hours], [Int32: Hours],
                [Int32: [LocalDate: [DayWindow]]], [Int32: [Absence]], [Int32: [Absence]], [Occupancy]
            )
        >

    /// - Parameter span: the starts that will be asked about, half-open.
    public init(span: Interval) {
        self.span = span
        // No buffer and no service is longer than a day, and a slot's gap cost depends on its whole shift: what lies
        // two days to either side is enough for both, and still a fixed number of rows a day.
        let wide = Interval(span.start.advanced(byMinutes: -2880), span.end.advanced(byMinutes: 2880))
        pipeline = Pipeline(
            .snapshot, .clock, .practice, .services, .therapists, .rooms, .therapistHours, .roomHours,
            .overrides(
                from: span.start.dateInUTC.advanced(byDays: -Self.shiftReach),
                through: span.end.dateInUTC.advanced(byDays: Self.shiftReach)),
            .timeOff(during: wide), .closures(during: wide), .occupancies(during: wide))
    }

    /// Days: whether a shift has gone on for a whole week, from which its steps would be counted, shows in the windows
    /// of that week, of the week before, and of the two days in which those begin.
    private static let shiftReach = 16

    public var commands: [Command] { pipeline.commands }

    public func output(of reply: Reply) throws(PostgresError) -> ScheduleReading {
        let (
            now, practice, services, therapists, rooms, therapistHours, roomHours, overrides, timeOff, closures,
            occupancies
        ) = try pipeline.output(of: reply)
        let therapistSchedules = therapists.map { row in
            TherapistSchedule(
                id: TherapistID(rawValue: row.id), services: row.serviceIDs,
                hours: Hours(weekly: therapistHours[row.id]?.weekly ?? [:], overrides: overrides[row.id] ?? [:]),
                timeOff: timeOff[row.id]?.map(\.during) ?? [], usualRoom: row.usualRoom.map(RoomID.init(rawValue:)))
        }
        let roomSchedules = rooms.map { row in
            RoomSchedule(
                id: RoomID(rawValue: row.id), services: row.serviceIDs, hours: roomHours[row.id],
                closures: closures[row.id]?.map(\.during) ?? [])
        }
        return ScheduleReading(
            catalog: Catalog(practice, services, therapists, rooms), span: span, now: now,
            therapists: therapistSchedules, rooms: roomSchedules, occupancies: occupancies)
    }
}

/// A schedule that still lacks the rules of its zone, which are on this machine and not in the database.
public struct ScheduleReading: Sendable {
    public let catalog: Catalog
    let span: Interval
    let now: Instant
    let therapists: [TherapistSchedule]
    let rooms: [RoomSchedule]
    let occupancies: [Occupancy]

    /// The engine's input. `zone` is that of `catalog.practice`.
    public func schedule(in zone: ZoneRules) -> Schedule {
        Schedule(
            span: span, now: now, zone: zone, grid: StartGrid(granularity: catalog.practice.granularity),
            services: catalog.services.map(\.times), therapists: therapists, rooms: rooms, occupancies: occupancies)
    }
}

extension Statement where Output == Instant {
    /// The server's clock, rounded up: a start that the engine takes for future is so for the server.
    static var clock: Statement {
        .one("clock", "select ceil(extract(epoch from clock_timestamp()))::bigint as now") {
            row throws(PostgresError) in try BookingColumns.instant(row, "now")
        }
    }
}

extension Statement where Output == [Occupancy] {
    /// The bookings that occupy a therapist or a room at some moment of `span`. A hold that ran out occupies nobody.
    static func occupancies(during span: Interval) -> Statement {
        .all(
            "occupancies",
            """
            select reference, therapist_id, room_id, extract(epoch from blocked_from)::bigint as blocked_from,
                   extract(epoch from starts_at)::bigint as starts_at, extract(epoch from ends_at)::bigint as ends_at,
                   extract(epoch from therapist_released_at)::bigint as therapist_released_at,
                   extract(epoch from room_released_at)::bigint as room_released_at
            from booking
            where blocks and \(Occupancies.overlapsSpan)
              and (status <> 'hold' or hold_expires_at > clock_timestamp())
            """,
            Occupancies.parameters(span)
        ) { row throws(PostgresError) in
            Occupancy(
                reference: try row["reference"], therapist: TherapistID(rawValue: try row["therapist_id"]),
                room: RoomID(rawValue: try row["room_id"]),
                blockedFrom: try BookingColumns.instant(row, "blocked_from"),
                starts: try BookingColumns.instant(row, "starts_at"), ends: try BookingColumns.instant(row, "ends_at"),
                therapistReleased: try BookingColumns.instant(row, "therapist_released_at"),
                roomReleased: try BookingColumns.instant(row, "room_released_at"))
        }
    }
}

extension Instant {
    fileprivate var dateInUTC: LocalDate {
        let days = secondsSinceEpoch / 86_400
        return LocalDate(daysSinceEpoch: Int(secondsSinceEpoch % 86_400 < 0 ? days - 1 : days))
    }
}
