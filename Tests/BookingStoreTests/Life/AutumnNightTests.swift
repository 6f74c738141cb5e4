import Availability
import Booking
import BookingStore
import Testing

/// The night on which the clocks go back, and show the hour from one to two twice.
@Suite struct AutumnNightTests {
    private let practice: TestPractice
    private let zone: ZoneRules
    /// The next such change that lies ahead of the database's clock.
    private let change: Instant

    init() throws {
        practice = try TestPractice()
        var zones = ZoneDirectory()
        let zone = try zones.rules(named: "America/Detroit")
        var change = practice.time(0)
        repeat {
            change = try #require(zone.nextTransition(after: change))
        } while zone.offset(at: change).seconds > zone.offset(at: change.advanced(byMinutes: -1)).seconds
        self.zone = zone
        self.change = change
    }

    private var daylight: Instant { change.advanced(byMinutes: -30) }
    private var standard: Instant { change.advanced(byMinutes: 30) }

    @Test func `half past one comes twice, and both can be held with one therapist in one room`() throws {
        #expect(zone.localDateTime(at: daylight) == zone.localDateTime(at: standard))
        var desk = try practice.desk()
        let first = try desk.hold(at: daylight)
        let second = try desk.hold(at: standard)
        #expect(first.starts == daylight && first.ends == standard && second.starts == standard)
        #expect(zone.offset(at: first.starts).abbreviation == "EDT")
        #expect(zone.offset(at: second.starts).abbreviation == "EST")
    }

    @Test func `each of the two can be confirmed, moved to the other and is in the way of its like only`() throws {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: daylight))
        #expect(try refusal { try desk.hold(at: daylight) }?.blocker?.booking == booked)
        #expect(try desk.move(booked, to: standard).starts == standard)
        try desk.hold(at: daylight)
    }

    @Test func `both are listed, and a hold takes one of them off the list`() throws {
        var desk = try practice.desk()
        let span = Interval(daylight, standard.advanced(byMinutes: 1))
        let query = SlotQuery(
            service: TestPractice.swedish, span: span, therapist: TherapistID(rawValue: 1), room: RoomID(rawValue: 1))
        #expect(
            try desk.practiceSchedule(over: span).schedule.slots(for: query).count == 5, "every quarter of the hour")
        try desk.hold(at: daylight)
        #expect(try desk.practiceSchedule(over: span).schedule.slots(for: query).map(\.start) == [standard])
    }

    @Test func `a start typed without its offset is refused, and with it is the right one`() throws {
        let local = zone.localDateTime(at: daylight).description
        #expect(throws: TimeTextError.self) { try zone.instant(of: TypedStart(local)) }
        #expect(try zone.instant(of: TypedStart(local + "-04:00")) == daylight)
        #expect(try zone.instant(of: TypedStart(local + "-05:00")) == standard)
    }
}
