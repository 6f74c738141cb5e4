import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// From hold to booking, and all the ways out.
@Suite struct HoldLifeTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `a hold has its times, its expiry and who made it`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(TestPractice.hotStone, therapist: 2, room: 3, at: practice.time(600))
        #expect(held.status == .hold && held.customer == nil)
        #expect(held.service.name == "Hot stone" && held.therapist.name == "Therapist 2" && held.room.name == "Room 3")
        #expect(held.blockedFrom == practice.time(590) && held.starts == practice.time(600))
        #expect(held.ends == practice.time(660))
        #expect(held.therapistReleased == practice.time(680) && held.roomReleased == practice.time(690))
        #expect(held.madeBy == Store.dana)
        let left = try #require(held.hold?.millisecondsLeft)
        #expect((590_000...600_000).contains(left), "ten minutes")
        #expect(try desk.ask(Statement.booking(held.reference))?.reference == held.reference)
    }

    @Test func `a hold that ran out is free at once, though nobody has swept it`() throws {
        var desk = try practice.desk()
        let stale = try desk.hold(at: practice.time(600))
        let blocker = try refusal { try desk.hold(at: practice.time(600)) }?.blocker?.booking
        #expect(blocker?.reference == stale.reference)
        try practice.expire(stale)
        #expect(try desk.ask(Statement.booking(stale.reference))?.status == .expired, "swept or not, it reads so")
        #expect(try desk.ask(Statement.holds) == [])
        let held = try desk.hold(at: practice.time(600))
        #expect(try desk.ask(Statement.holds).map(\.reference) == [held.reference])
        #expect(try desk.ask(Statement.history(of: stale.reference)).map(\.to) == [.hold, .expired])
    }

    @Test func `the holds of all dates are read, the one that runs out first leading`() throws {
        var desk = try practice.desk()
        let far = try desk.hold(at: practice.time(600 + 300 * 1440))
        let near = try desk.hold(at: practice.time(600))
        try desk.confirm(try desk.hold(therapist: 2, room: 2, at: practice.time(600)))
        try practice.expire(try desk.hold(therapist: 3, room: 3, at: practice.time(600)))
        #expect(try desk.ask(Statement.holds).map(\.reference) == [far.reference, near.reference])
    }

    @Test func `an answer tells of a booking what a reading tells, whatever has become of it`() throws {
        var desk = try practice.desk()
        try desk.hold(TestPractice.hotStone, therapist: 2, room: 3, at: practice.time(0))
        try practice.expire(try desk.hold(at: practice.time(120)))
        try desk.cancel(try desk.confirm(try desk.hold(at: practice.time(240))))
        try desk.confirm(try desk.hold(at: practice.time(360)), for: TestPractice.kim)
        let alike: Int = try practice.value(
            """
            select count(*) as value
            from booking_card card join booking b on b.id = card.id join service s on s.id = b.service_id
                 join therapist t on t.id = b.therapist_id join room r on r.id = b.room_id
                 left join customer c on c.id = b.customer_id
            where to_jsonb(card) - 'hold_left' = to_jsonb(card_of(b, s, t, r, c)) - 'hold_left'
            """)
        #expect(alike == 4)
    }

    @Test func `sweeping marks what ran out, once, and nothing else`() throws {
        var desk = try practice.desk()
        let stale = try [desk.hold(at: practice.time(0)), desk.hold(at: practice.time(60))]
        let live = try desk.hold(at: practice.time(120))
        let confirmed = try desk.confirm(try desk.hold(at: practice.time(180)))
        for hold in stale { try practice.expire(hold) }
        #expect(try desk.ask(Statement.expireHolds).map(\.reference) == stale.map(\.reference))
        #expect(try desk.ask(Statement.expireHolds) == [])
        #expect(try desk.ask(Statement.booking(live.reference))?.status == .hold)
        #expect(try desk.ask(Statement.booking(confirmed.reference))?.status == .confirmed)
    }

    @Test func `a confirmed booking has a customer and expires no more`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600), customer: TestPractice.kim)
        let confirmed = try desk.confirm(held, for: nil)
        #expect(confirmed.status == .confirmed && confirmed.hold == nil)
        #expect(confirmed.customer?.id == TestPractice.kim)
        let other = try desk.confirm(try desk.hold(at: practice.time(0), customer: TestPractice.kim))
        #expect(other.customer?.id == TestPractice.jo, "the customer given last counts")
    }

    @Test func `a hold without a customer is not confirmed`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        guard case .customerMissing(let booking) = try refusal({ try desk.confirm(held, for: nil) })
        else { throw Unexpected() }
        #expect(booking.status == .hold)
        #expect(try desk.confirm(held).status == .confirmed, "it is still held")
    }

    @Test func `confirming twice says that it was confirmed before`() throws {
        var desk = try practice.desk()
        let confirmed = try desk.confirm(try desk.hold(at: practice.time(600)))
        let second = try refusal { try desk.confirm(confirmed) }
        #expect(second == .alreadyConfirmed(confirmed))
        #expect(try desk.ask(Statement.notifications(of: confirmed.reference)).count == 1)
    }

    @Test func `a cancelled booking frees its slot and comes back by no way`() throws {
        var desk = try practice.desk()
        let cancelled = try desk.cancel(try desk.confirm(try desk.hold(at: practice.time(600))), because: "ill")
        #expect(cancelled.status == .cancelled)
        #expect(try refusal { try desk.cancel(cancelled) } == .wrongStatus(cancelled))
        #expect(try refusal { try desk.confirm(cancelled) } == .wrongStatus(cancelled))
        let move = try refusal { try desk.move(cancelled, to: practice.time(0)) }
        #expect(move == .wrongStatus(cancelled))
        #expect(try desk.hold(at: practice.time(600)).reference != cancelled.reference)
    }

    @Test func `a hold that ran out is neither confirmed nor cancelled nor moved`() throws {
        var desk = try practice.desk()
        for isSwept in [false, true] {
            let held = try desk.hold(at: practice.time(600))
            try practice.expire(held)
            if isSwept { _ = try desk.ask(Statement.expireHolds) }
            let refusals = [
                try refusal { try desk.confirm(held) },
                try refusal { try desk.cancel(held) },
                try refusal { try desk.move(held, to: practice.time(0)) },
            ]
            for refusal in refusals {
                guard case .holdExpired(let booking) = refusal else { throw Unexpected() }
                #expect(booking.reference == held.reference && booking.status == .expired)
            }
        }
    }

    @Test func `what is not there is not found`() throws {
        var desk = try practice.desk()
        var nobody = try desk.hold(at: practice.time(600))
        nobody.reference = try #require(Reference("222222"))
        #expect(try refusal { try desk.confirm(nobody) } == .notFound(nobody.reference))
        #expect(try refusal { try desk.cancel(nobody) } == .notFound(nobody.reference))
        let move = try refusal { try desk.move(nobody, to: practice.time(0)) }
        #expect(move == .notFound(nobody.reference))
        #expect(try desk.ask(Statement.booking(nobody.reference)) == nil)
    }

    @Test func `history says who did what, where and why`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        try desk.confirm(held)
        try desk.move(held, therapist: 2, to: practice.time(660))
        try desk.cancel(held, because: "the customer is ill")
        let history = try desk.ask(Statement.history(of: held.reference))
        #expect(history.map(\.from) == [nil, .hold, .confirmed, .confirmed])
        #expect(history.map(\.to) == [.hold, .confirmed, .confirmed, .cancelled])
        #expect(history.allSatisfy { $0.by == Store.dana })
        #expect(history.last?.note == "the customer is ill")
        #expect(history[2].note.hasPrefix("moved from "))
    }

    @Test func `every change is told to those who listen, by id alone`() throws {
        var listener = try practice.desk()
        _ = try listener.ask(Statement.listen(on: "touchbase"))
        var desk = try practice.desk()
        let confirmed = try desk.confirm(try desk.hold(at: practice.time(600)))
        let mail = try #require(try desk.ask(Statement.notifications(of: confirmed.reference)).first)
        var heard: [String] = []
        while heard.count < 3 {
            let notifications = try listener.waitForNotifications(within: .seconds(10))
            try #require(!notifications.isEmpty)
            heard += notifications.map(\.payload)
        }
        let booking = "booking:\(confirmed.id.rawValue)"
        #expect(heard == [booking, booking, "mail:\(mail.id.rawValue)"])
    }
}

/// The outcome that a test needs to go on did not come.
struct Unexpected: Error {}
