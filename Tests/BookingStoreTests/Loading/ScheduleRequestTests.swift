import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// What the engine is given is what was written.
@Suite struct ScheduleRequestTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `rules come as they were set up`() throws {
        let sample = SamplePractice.setup(around: practice.day)
        var owner = try practice.owner()
        try owner.replaceSetup(sample)
        let read = try practice.schedule(over: SamplePractice.hours(practice.day, 0, 48))
        let (catalog, schedule) = (read.catalog, read.schedule)
        #expect(catalog.practice == sample.practice && schedule.zone.identifier == "America/Detroit")
        #expect(schedule.grid == StartGrid(granularity: 20))
        #expect(schedule.services == catalog.services.map(\.times))
        for (given, made) in zip(sample.therapists, schedule.therapists) {
            #expect(catalog.therapist(made.id)?.name == given.name)
            #expect(made.hours == given.hours && made.timeOff == given.timeOff.map(\.during))
            #expect(catalog.names(made.services) == given.services)
            #expect(made.usualRoom.flatMap { catalog.room($0)?.name } == given.usualRoom)
        }
        for (given, made) in zip(sample.rooms, schedule.rooms) {
            #expect(catalog.room(made.id)?.name == given.name)
            #expect(made.hours == given.hours && made.closures == given.closures.map(\.during))
            #expect(catalog.names(made.services) == given.services)
        }
    }

    @Test func `only what occupies somebody is read, and never a hold that ran out`() throws {
        var desk = try practice.desk()
        let live = try desk.hold(TestPractice.hotStone, at: practice.time(0))
        let confirmed = try desk.confirm(try desk.hold(at: practice.time(120)))
        try desk.cancel(try desk.hold(at: practice.time(240)))
        let stale = try [desk.hold(at: practice.time(360)), desk.hold(at: practice.time(480))]
        for hold in stale { try practice.expire(hold) }
        let completed = try desk.confirm(try desk.hold(at: practice.time(600)))
        try practice.sql(
            "update booking set status = 'completed' where reference = $1", [completed.reference.description])
        let read = try practice.schedule(over: SamplePractice.hours(practice.day, 0, 24)).schedule.occupancies
        #expect(Set(read.map(\.reference)) == Set([live, confirmed, completed].map(\.reference.description)))
        let first = try #require(read.first { $0.reference == live.reference.description })
        #expect(first.therapist == live.therapist.id && first.room == live.room.id)
        #expect(first.blockedFrom == live.blockedFrom && first.starts == live.starts && first.ends == live.ends)
        #expect(first.therapistReleased == live.therapistReleased && first.roomReleased == live.roomReleased)
    }

    @Test func `a schedule is one round trip of as many commands, whatever the practice and the span`() {
        let day = ScheduleRequest(span: SamplePractice.hours(practice.day, 0, 24)).commands.count
        let year = ScheduleRequest(span: SamplePractice.hours(practice.day, 0, 24 * 365)).commands.count
        #expect(day == year && day <= 13)
    }

    @Test func `bookings are found by an index, however many there are`() throws {
        try practice.run(
            """
            insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from,
                                 starts_at, ends_at, therapist_released_at, room_released_at, made_by, made_on)
            select 'ZZ' || translate(upper(lpad(to_hex(n), 4, '0')), '01', 'XY'), 1, n % 8 + 1, n % 8 + 1, 1, 'confirmed', true,
                   at, at, at + interval '1 hour', at + interval '1 hour', at + interval '1 hour', 'test', 'test'
            from (select n, date_trunc('day', now()) + n / 8 * interval '3 hours' as at from generate_series(1, 8000) n) each;
            analyze booking;
            """)
        let span = SamplePractice.hours(practice.day, 0, 24 * 7)
        let statement = try #require(ScheduleRequest(span: span).commands.first { $0.name == "occupancies" })
        let explain = Statement.all(
            "explain", "explain " + statement.sql, [span.start.secondsSinceEpoch, span.end.secondsSinceEpoch]
        ) { row throws(PostgresError) in try row["QUERY PLAN", as: String.self] }
        var desk = try practice.desk()
        let plan = try desk.ask(explain).joined(separator: "\n")
        #expect(plan.contains("booking_therapist_is_free") && !plan.contains("Seq Scan on booking"), "\(plan)")
        let read = try practice.schedule(over: span).schedule.occupancies
        #expect(read.count > 8 * 7 * 8 && read.count < 1000)
    }

    @Test func `a buffer that reaches into the span from either side is seen`() throws {
        try practice.run(
            "update service set prep_minutes = 300, recovery_minutes = 200, turnover_minutes = 1440 where id = 2")
        var desk = try practice.desk()
        let before = try desk.hold(TestPractice.hotStone, at: practice.time(0))
        let after = try desk.hold(TestPractice.hotStone, therapist: 2, room: 2, at: practice.time(2000))
        let start = practice.time(1470)
        let schedule = try practice.schedule(over: Interval(start, start.advanced(byMinutes: 1))).schedule
        func reasons(_ service: ServiceID, therapist: Int32, room: Int32) -> [Reason] {
            schedule.reasons(
                service: service, start: start, therapist: TherapistID(rawValue: therapist),
                room: RoomID(rawValue: room))
        }
        let inTurnover = reasons(TestPractice.swedish, therapist: 1, room: 1)
        #expect(inTurnover.references == [before.reference.description])
        #expect(reasons(TestPractice.swedish, therapist: 1, room: 3) == [])
        let intoPrep = reasons(TestPractice.hotStone, therapist: 2, room: 3)
        #expect(intoPrep.references == [after.reference.description])
    }

    @Test func `the steps of a shift that has gone on for days are counted from its start, however little is read`()
        throws
    {
        let today = LocalDate(daysSinceEpoch: Int(practice.day.secondsSinceEpoch / 86_400))
        let friday = today.advanced(byDays: 7 - today.weekday.rawValue + Weekday.friday.rawValue)
        // No divisor of a day: the steps tell from which midnight they are counted.
        try practice.sql("update practice set granularity_minutes = 25")
        try practice.sql(
            "insert into therapist_override values (1, date '1970-01-01' + $1::integer, '{}')",
            [friday.daysSinceEpoch - 3])
        let midnight = Instant(secondsSinceEpoch: Int64(friday.daysSinceEpoch) * 86_400)
        let query = SlotQuery(
            service: TestPractice.swedish, span: SamplePractice.hours(midnight, 12, 18),
            therapist: TherapistID(rawValue: 1), room: RoomID(rawValue: 1))
        let narrow = try practice.schedule(over: query.span).schedule
        let wide = try practice.schedule(over: SamplePractice.hours(midnight, -72, 18)).schedule
        #expect(narrow.slots(for: query) == wide.slots(for: query))
    }

    @Test func `the day lists each booking whose buffers reach into it, in order`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(TestPractice.hotStone, therapist: 2, room: 2, at: practice.time(600))
        let early = try desk.hold(TestPractice.hotStone, at: practice.time(540))
        func references(_ from: Int, _ to: Int) throws -> [Reference] {
            let span = Interval(practice.time(from), practice.time(to))
            return try desk.ask(Statement.bookings(during: span)).map(\.reference)
        }
        #expect(try references(0, 1440) == [early.reference, held.reference])
        #expect(try references(689, 700) == [held.reference], "the last minute of its turnover")
        #expect(try references(690, 700) == [])
        #expect(try references(0, 530) == [])
        #expect(try references(0, 531) == [early.reference], "the first minute of its prep")
    }

    @Test func `the clock that comes with it is the database's, and never early`() throws {
        let before: Int64 = try practice.value("select floor(extract(epoch from clock_timestamp()))::bigint as value")
        let now = try practice.schedule(over: SamplePractice.hours(practice.day, 0, 1)).schedule.now
        let after: Int64 = try practice.value("select ceil(extract(epoch from clock_timestamp()))::bigint as value")
        #expect((before...after).contains(now.secondsSinceEpoch))
    }

    @Test func `a zone that this machine does not know is said to be unknown`() throws {
        try practice.sql("update practice set zone = '../../etc/passwd'")
        var desk = try practice.desk()
        let error = #expect(throws: StoreError.self) {
            try desk.practiceSchedule(over: SamplePractice.hours(practice.day, 0, 1))
        }
        guard case .zone(.unknown) = error else { throw Unexpected() }
    }
}

extension TestPractice {
    /// What a desk reads.
    func schedule(over span: Interval) throws -> PracticeSchedule {
        var desk = try desk()
        return try desk.practiceSchedule(over: span)
    }
}

extension Catalog {
    fileprivate func names(_ services: Set<ServiceID>) -> [String] {
        self.services.filter { services.contains($0.id) }.map(\.name)
    }
}

extension [Reason] {
    /// The bookings that are in the way; nil unless nothing else is.
    var references: [String]? {
        var references: [String] = []
        for reason in self {
            switch reason {
            case .therapistBusy(_, let blocker), .roomBusy(_, let blocker): references.append(blocker.reference)
            default: return nil
            }
        }
        return references
    }
}
