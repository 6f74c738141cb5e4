public import Availability
public import Booking
public import Postgres

/// Reads all that a desk shows of a span: what decides its slots, and its bookings; one round trip and one moment.
public struct SheetRequest: Request {
    private let schedule: ScheduleRequest
    private let pipeline: Pipeline<((ScheduleRequest.Parts, Rows), DatabaseState)>

    /// - Parameter span: the starts that will be asked about, and the bookings that are shown; half-open. Some bookings
    ///   around it come too, for they decide about its first and last starts.
    public init(span: Interval) {
        self.init(ScheduleRequest(span: span), .bookingsAndCancellations(around: span))
    }

    /// The day that the practice has now, whose zone need not be known; the reading's own `now` says which it was.
    ///
    /// It is for being seen at once: what is booked around the day does not come with it, and so the first and last of
    /// the night's starts, and gaps at midnight, are only right in a reading of a span.
    ///
    /// - Parameter now: a moment at most a day away from the server's.
    public static func today(about now: Instant) -> SheetRequest {
        let days = Interval(now.advanced(byMinutes: -3 * 1440), now.advanced(byMinutes: 3 * 1440))
        return SheetRequest(ScheduleRequest(span: days), .bookingsAndCancellationsOfToday)
    }

    private init(_ schedule: ScheduleRequest, _ bookings: Statement<Rows>) {
        self.schedule = schedule
        pipeline = schedule.rules.followed(by: bookings).followed(by: .databaseState)
    }

    public var commands: [Command] { pipeline.commands }

    public func output(of reply: Reply) throws(PostgresError) -> SheetReading {
        try reading(try pipeline.output(of: reply))
    }

    /// The same, behind what a new session sends first: both in one round trip.
    public func preceded<Before>(by greeting: Pipeline<Before>) -> some Request<(Before, SheetReading)> {
        pipeline.preceded(by: greeting).map { before, output throws(PostgresError) in (before, try reading(output)) }
    }

    private func reading(
        _ output: ((ScheduleRequest.Parts, Rows), DatabaseState)
    ) throws(PostgresError) -> SheetReading {
        let ((parts, rows), state) = output
        let (_, _, services, therapists, rooms, _, _, _, _, _) = parts
        let bookings = try BookingNames(services, therapists, rooms).bookings(rows)
        // The bookings say what is occupied: it need not be asked again.
        let occupancies = bookings.filter(\.status.occupies).map(Occupancy.init)
        return SheetReading(schedule: schedule.reading(parts, occupancies), bookings: bookings, state: state)
    }
}

/// What a `SheetRequest` reads.
public struct SheetReading: Sendable {
    public let schedule: ScheduleReading
    /// In whatever state but expired, in the order of their starts.
    public let bookings: [Booking]
    public let state: DatabaseState
}

/// How many mails want attention.
public struct MailCounts: Hashable, Sendable {
    /// On their way, or waiting to be.
    public var queued: Int
    /// Bookings yet to come whose latest mail was given up or turned away.
    public var failed: Int
    /// Bookings yet to come whose latest mail may have arrived or not.
    public var uncertain: Int

    public init(queued: Int, failed: Int, uncertain: Int = 0) {
        self.queued = queued
        self.failed = failed
        self.uncertain = uncertain
    }
}

/// Which changes a reading has seen: while it stays equal, nobody has changed anything.
public struct DatabaseState: Hashable, Sendable {
    let snapshot: String
}

extension Statement where Output == DatabaseState {
    /// The cheapest question there is whether anything has changed.
    ///
    /// The text of a snapshot names the next transaction to write and those that are at it, so each that commits
    /// changes it (PostgreSQL manual, 9.27 "System Information Functions", `pg_current_snapshot`).
    public static var databaseState: Statement {
        .one("database state", "select pg_current_snapshot()::text as state") { row throws(PostgresError) in
            DatabaseState(snapshot: try row["state"])
        }
    }
}

extension Statement where Output == MailCounts {
    public static var mailCounts: Statement {
        .one(
            "mail counts",
            """
            select (select count(*) from notification where status in ('queued', 'sending')) as queued,
                   count(distinct mail.booking_id) filter (where mail.status = 'failed') as failed,
                   count(distinct mail.booking_id) filter (where mail.status = 'uncertain') as uncertain
            from \(NotificationColumns.undelivered)
            """
        ) { row throws(PostgresError) in
            MailCounts(queued: try row["queued"], failed: try row["failed"], uncertain: try row["uncertain"])
        }
    }
}
