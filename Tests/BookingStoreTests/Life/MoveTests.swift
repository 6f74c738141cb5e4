import Availability
import Booking
import BookingStore
import Postgres
import Testing

@Suite struct MoveTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `a booking moves to another time, therapist and room and leaves its slot free`() throws {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(TestPractice.hotStone, at: practice.time(600)))
        let moved = try desk.move(booked, therapist: 3, room: 4, to: practice.time(900))
        #expect(moved.reference == booked.reference && moved.status == .confirmed)
        #expect(moved.therapist.id.rawValue == 3 && moved.room.id.rawValue == 4)
        #expect(moved.blockedFrom == practice.time(890) && moved.starts == practice.time(900))
        #expect(moved.therapistReleased == practice.time(980) && moved.roomReleased == practice.time(990))
        try desk.hold(TestPractice.hotStone, at: practice.time(600))
    }

    @Test func `a booking does not stand in its own way`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(TestPractice.hotStone, at: practice.time(600))
        #expect(try desk.move(held, to: practice.time(615)).starts == practice.time(615))
        #expect(try desk.move(held, to: practice.time(615)).starts == practice.time(615))
        #expect(try desk.move(held, room: 2, to: practice.time(615)).room.id.rawValue == 2)
    }

    @Test func `a hold that is moved keeps its expiry`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        #expect(try desk.move(held, to: practice.time(900)).hold?.expires == held.hold?.expires)
    }

    @Test func `a move to what is taken says who has it, and changes nothing`() throws {
        var desk = try practice.desk()
        let inTheWay = try desk.confirm(try desk.hold(therapist: 1, room: 2, at: practice.time(600)))
        let booked = try desk.confirm(try desk.hold(therapist: 1, room: 1, at: practice.time(900)))
        let byTherapist = try refusal { try desk.move(booked, to: practice.time(615)) }
        #expect(byTherapist?.blocker?.booking == inTheWay && byTherapist?.blocker?.resource == .therapist)
        let byRoom = try refusal {
            try desk.move(booked, therapist: 2, room: 2, to: practice.time(615))
        }
        #expect(byRoom?.blocker?.booking == inTheWay && byRoom?.blocker?.resource == .room)
        #expect(try desk.ask(Statement.booking(booked.reference)) == booked)
    }

    @Test func `a stale hold is in nobody's way`() throws {
        var desk = try practice.desk()
        let stale = try desk.hold(at: practice.time(600))
        let booked = try desk.hold(at: practice.time(900))
        try practice.expire(stale)
        #expect(try desk.move(booked, to: practice.time(630)).starts == practice.time(630))
        #expect(try desk.ask(Statement.history(of: stale.reference)).last?.to == .expired)
    }

    @Test func `a move against the rules says which`() throws {
        var desk = try practice.desk()
        let booked = try desk.hold(at: practice.time(600))
        try practice.sql("delete from room_service where room_id = 2")
        let refused = try refusal { try desk.move(booked, room: 2, to: practice.time(600)) }
        #expect(refused == .notBookable([.serviceDoesNotFit(RoomID(rawValue: 2))]))
    }

    @Test func `two bookings that swap their slots at once do not stall each other`() throws {
        let race = Race(practice: practice, racers: 2, rounds: 20)
        var desk = try practice.desk()
        let bookings = try [
            desk.confirm(try desk.hold(therapist: 1, room: 1, at: practice.time(600))),
            desk.confirm(try desk.hold(therapist: 2, room: 2, at: practice.time(600))),
        ]
        let rounds = try race.run { [practice] desk, racer, round throws(StoreError) in
            let other = Int32((racer + round + 1) % 2 + 1)
            return try desk.move(bookings[racer], therapist: other, room: other, to: practice.time(600))
        }
        #expect(rounds.joined().allSatisfy { $0.winner != nil || $0.blocker != nil })
        let therapists: Int = try practice.value(
            "select count(distinct therapist_id) as value from booking where blocks")
        #expect(therapists == 2)
    }
}
