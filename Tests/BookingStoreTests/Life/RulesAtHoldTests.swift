import Availability
import Booking
import BookingStore
import Testing

/// The practice's own rules, as the database asks them when a hold is made.
@Suite struct RulesAtHoldTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `time off refuses a hold and says until when, though buffers may reach into it`() throws {
        let off = Interval(practice.time(660), practice.time(720))
        try practice.sql(
            "insert into time_off (therapist_id, during) values (1, tstzrange(to_timestamp($1), to_timestamp($2)))",
            [off.start.secondsSinceEpoch, off.end.secondsSinceEpoch])
        var desk = try practice.desk()
        let refused = try refusal {
            try desk.hold(TestPractice.hotStone, at: practice.time(615))
        }
        guard case .notBookable(let reasons) = refused else { throw Unexpected() }
        #expect(reasons.contains(.timeOff(TherapistID(rawValue: 1), off)))
        try desk.hold(TestPractice.hotStone, at: practice.time(600))
    }

    @Test func `a closure refuses a hold whose turnover reaches into it`() throws {
        let closed = Interval(practice.time(660), practice.time(720))
        try practice.sql(
            "insert into room_closure (room_id, during) values (1, tstzrange(to_timestamp($1), to_timestamp($2)))",
            [closed.start.secondsSinceEpoch, closed.end.secondsSinceEpoch])
        var desk = try practice.desk()
        let refused = try refusal {
            try desk.hold(TestPractice.hotStone, at: practice.time(600))
        }
        #expect(refused == .notBookable([.roomClosed(RoomID(rawValue: 1), closed)]))
        try desk.hold(TestPractice.swedish, at: practice.time(600))
    }

    @Test func `the past is refused`() throws {
        var desk = try practice.desk()
        let refused = try refusal { try desk.hold(at: practice.time(-3 * 1440)) }
        guard case .notBookable(let reasons) = refused else { throw Unexpected() }
        #expect(reasons.contains { if case .past = $0 { true } else { false } })
    }

    @Test func `who does not do the service is refused, and what does not fit it`() throws {
        try practice.run(
            "delete from therapist_service where therapist_id = 1; delete from room_service where room_id = 2")
        var desk = try practice.desk()
        let refused = try refusal { try desk.hold(therapist: 1, room: 2, at: practice.time(0)) }
        let reasons: [Reason] = [
            .serviceNotDone(by: TherapistID(rawValue: 1)), .serviceDoesNotFit(RoomID(rawValue: 2)),
        ]
        #expect(refused == .notBookable(reasons))
    }

    @Test(arguments: ["service", "therapist", "room"]) func `what is not offered any more is refused`(
        table: String
    ) throws {
        try practice.sql("update \(table) set active = false where id = 1")
        var desk = try practice.desk()
        let refused = try refusal { try desk.hold(at: practice.time(0)) }
        guard case .notBookable(let reasons) = refused else { throw Unexpected() }
        #expect(reasons.count == 1)
    }

    @Test func `what never was is refused`() throws {
        var desk = try practice.desk()
        let refused = try refusal {
            try desk.hold(ServiceID(rawValue: 99), therapist: 98, room: 97, at: practice.time(0))
        }
        let reasons: [Reason] = [
            .unknownService(ServiceID(rawValue: 99)), .unknownTherapist(TherapistID(rawValue: 98)),
            .unknownRoom(RoomID(rawValue: 97)),
        ]
        #expect(refused == .notBookable(reasons))
    }

    @Test func `a start within a minute is refused by the schema`() throws {
        var desk = try practice.desk()
        let odd = Instant(secondsSinceEpoch: practice.time(0).secondsSinceEpoch + 30)
        #expect(throws: StoreError.self) { try desk.hold(at: odd) }
    }
}
