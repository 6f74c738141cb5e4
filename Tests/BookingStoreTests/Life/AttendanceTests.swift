import Availability
import Booking
import BookingStore
import Postgres
import Testing

@Suite struct AttendanceTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `a customer comes, is served and leaves, and the history says so`() throws {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: practice.time(600)))
        try practice.begin(booked)
        #expect(try desk.mark(booked, as: .checkedIn).status == .checkedIn)
        #expect(try desk.mark(booked, as: .completed).status == .completed)
        let history = try desk.ask(Statement.history(of: booked.reference))
        #expect(history.suffix(2).map(\.to) == [.checkedIn, .completed])
        #expect(history.last?.from == .checkedIn && history.last?.by == Store.dana)
    }

    @Test(arguments: [BookingStatus.checkedIn, .completed, .noShow])
    func `a mark that was wrong is taken back`(mark: BookingStatus) throws {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: practice.time(600)))
        try practice.begin(booked)
        try desk.mark(booked, as: mark)
        #expect(try desk.mark(booked, as: .confirmed).status == .confirmed)
    }

    @Test func `one who did not come keeps the slot, and is checked in when they come late`() throws {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: practice.time(600)))
        try practice.begin(booked)
        try desk.mark(booked, as: .noShow)
        #expect(try desk.ask(Statement.booking(booked.reference))?.status.occupies == true)
        #expect(try desk.mark(booked, as: .checkedIn).status == .checkedIn)
    }

    @Test func `nobody is served or missed before it begins, nor comes half a day ahead`() throws {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: practice.time(600)))
        for mark in [BookingStatus.checkedIn, .completed, .noShow] {
            #expect(try refusal { try desk.mark(booked, as: mark) } == .tooEarly(booked))
        }
    }

    @Test func `a hold and a cancelled booking are not marked`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        guard case .wrongStatus? = try refusal({ try desk.mark(held, as: .checkedIn) }) else {
            Issue.record("a hold was marked")
            return
        }
        let cancelled = try desk.cancel(held)
        #expect(try refusal { try desk.mark(cancelled, as: .confirmed) } == .wrongStatus(cancelled))
    }

    @Test func `two desks that check the same customer in are both content, and it is done once`() throws {
        var desk = try practice.desk()
        var other = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: practice.time(600)))
        try practice.begin(booked)
        let request = RequestID.random()
        try desk.mark(booked, as: .checkedIn, request: request)
        try desk.mark(booked, as: .checkedIn, request: request)
        #expect(try other.mark(booked, as: .checkedIn).status == .checkedIn)
        #expect(try desk.ask(Statement.history(of: booked.reference)).filter { $0.to == .checkedIn }.count == 1)
    }
}
