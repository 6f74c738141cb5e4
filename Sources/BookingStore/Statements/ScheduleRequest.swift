public import Availability
public import Booking
public import Postgres

/// Reads all that decides which slots can be booked in a span: one round trip and one moment, whatever the number of
/// therapists and days.
public struct ScheduleRequest: Request {
    /// What the statements give, in their order.
    typealias Parts = (
        Instant, Practice, [ServiceRow], [ResourceRow], [ResourceRow], [Int32: Hours], [Int32: Hours],
        [Int32: [LocalDate: [DayWindow]]], [Int32: [Absence]], [Int32: [Absence]]
    )

    private let span: Interval
    /// All but the bookings.
    let rules: Pipeline<Parts>
    private let pipeline: Pipeline<(Parts, [Occupancy])>

    /// - Parameter span: the starts that will be asked about, half-open.
    public init(span: Interval) {
        self.span = span
        // Single dates and absences are few. The engine asks for the dates of two weeks around, whose windows may join,
        // and names the next of them that is not covered by an absence.
        let weeks = Interval(span.start.advanced(byMinutes: -16 * 1440), span.end.advanced(byMinutes: 16 * 1440))
        rules = Pipeline(
            .snapshot, .clock, .practice, .services, .therapists, .rooms, .therapistHours, .roomHours,
            .overrides(from: weeks.start.dateInUTC, through: weeks.end.dateInUTC),
            .timeOff(during: weeks), .closures(during: weeks))
        pipeline = rules.followed(by: .occupancies(around: span))
    }

    public var commands: [Command] { pipeline.commands }

    public func output(of reply: Reply) throws(PostgresError) -> ScheduleReading {
        let (parts, occupancies) = try pipeline.output(of: reply)
        return reading(parts, occupancies)
    }

    /// - Parameter occupancies: as `occupancies(around:)` has them; more do no harm.
    func reading(_ parts: Parts, _ occupancies: [Occupancy]) -> ScheduleReading {
        let (
            now, practice, services, therapists, rooms, therapistHours, roomHours, overrides, timeOff, closures
        ) = parts
        let therapistSchedules = therapists.filter(\.isActive).map { row in
            TherapistSchedule(
                id: TherapistID(rawValue: row.id), services: row.serviceIDs,
                hours: Hours(weekly: therapistHours[row.id]?.weekly ?? [:], overrides: overrides[row.id] ?? [:]),
                timeOff: timeOff[row.id]?.map(\.during) ?? [], usualRoom: row.usualRoom.map(RoomID.init(rawValue:)))
        }
        let roomSchedules = rooms.filter(\.isActive).map { row in
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
    /// The server's clock.
    public let now: Instant
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
    /// The bookings that occupy a therapist or a room at some moment that matters to a start in `span`, as
    /// `Schedule.reading(for:services:)` has it: as far around it as the longest service reaches, and a day of 25 hours
    /// further. A hold that ran out occupies nobody.
    static func occupancies(around span: Interval) -> Statement {
        .all(
            "occupancies",
            """
            select reference, therapist_id, room_id, extract(epoch from blocked_from)::bigint as blocked_from,
                   extract(epoch from starts_at)::bigint as starts_at, extract(epoch from ends_at)::bigint as ends_at,
                   extract(epoch from therapist_released_at)::bigint as therapist_released_at,
                   extract(epoch from room_released_at)::bigint as room_released_at
            from booking
            where blocks and \(SpanFilter.mattersToSpan)
              and (status <> 'hold' or hold_expires_at > clock_timestamp())
            """,
            SpanFilter.parameters(span)
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
