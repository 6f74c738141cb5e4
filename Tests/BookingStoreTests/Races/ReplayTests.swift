import Availability
import Booking
import BookingStore
import Postgres
import TestSupport
import Testing

/// What is sent again under the name of one request is done once.
@Suite struct ReplayTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `a hold sent twice is one hold`() throws {
        var desk = try practice.desk()
        let request = RequestID.random()
        let first = try desk.hold(at: practice.time(600), request: request)
        let second = try desk.hold(at: practice.time(600), request: request)
        #expect(second.reference == first.reference && second.status == .hold)
        #expect(try countOfChanges() == 1)
    }

    @Test func `a confirmation sent twice is one, with one mail`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        let request = RequestID.random()
        let first = try desk.confirm(held, request: request)
        #expect(try desk.confirm(held, request: request) == first)
        #expect(try desk.ask(Statement.notifications(of: held.reference)).count == 1)
        #expect(try countOfChanges() == 2)
    }

    @Test func `a cancellation sent twice is one`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        let request = RequestID.random()
        let first = try desk.cancel(held, request: request)
        #expect(try desk.cancel(held, request: request) == first)
        #expect(try countOfChanges() == 2)
    }

    @Test func `a move sent twice is one, also when somebody has taken the old slot since`() throws {
        var desk = try practice.desk()
        let held = try desk.confirm(try desk.hold(at: practice.time(600)))
        let request = RequestID.random()
        let first = try desk.move(held, to: practice.time(660), request: request)
        try desk.hold(at: practice.time(600))
        #expect(try desk.move(held, to: practice.time(660), request: request) == first)
        #expect(try countOfChanges() == 4)
    }

    @Test func `a replay answers with what has become of the booking since`() throws {
        var desk = try practice.desk()
        let request = RequestID.random()
        let held = try desk.hold(at: practice.time(600), request: request)
        try desk.confirm(held)
        #expect(try desk.hold(at: practice.time(600), request: request).status == .confirmed)
    }

    @Test func `one request that comes over many sessions at once is done once`() throws {
        let requests = (0..<10).map { _ in RequestID.random() }
        let rounds = try Race(practice: practice, racers: 8, rounds: requests.count).run {
            [practice] desk, _, round throws(StoreError) in
            try desk.hold(at: practice.time(round * 60), request: requests[round])
        }
        for round in rounds {
            #expect(round.compactMap(\.winner).count == 8)
            #expect(Set(round.compactMap(\.winner).map(\.reference)).count == 1)
        }
        #expect(try countOfChanges() == requests.count)
    }

    @Test func `a session that was ended while it idled is replaced and the intent done`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        try terminate(try desk.ask(Statement.backend))
        #expect(try desk.confirm(held).status == .confirmed)
        #expect(try desk.cancel(held).status == .cancelled, "the new session has a desk's rights and path")
    }

    @Test func `an intent whose session was ended under it is done once over the next`() throws {
        var lock = try LockHolder(practice, "select pg_advisory_xact_lock(1, 1)")
        let holding = Work { [practice] in
            var desk = try practice.desk()
            let first = try desk.ask(Statement.backend)
            let held = try desk.hold(at: practice.time(600))
            return (held, first, try desk.ask(Statement.backend))
        }
        try lock.awaitWaiting()
        let ended = try #require(try lock.waiting().first)
        try terminate(ended)
        // The store has come back with the same request once a session other than the ended one waits.
        repeat { try lock.awaitWaiting() } while try lock.waiting().contains(ended)
        try lock.release()
        let (held, first, second) = try holding.value()
        #expect(held.status == .hold && first == ended && second != ended)
        #expect(try countOfChanges() == 1)
    }

    @Test func `an answer that was lost after the commit is asked for again, not done again`() throws {
        var lost = try practice.desk()
        var desk = try practice.desk()
        let request = RequestID.random()
        let held = try lost.hold(at: practice.time(600), request: request)
        try terminate(try desk.ask(Statement.backend))
        #expect(try desk.hold(at: practice.time(600), request: request).reference == held.reference)
        #expect(try countOfChanges() == 1)
    }

    @Test func `a database that stays away leaves the outcome open`() throws {
        var desk = try practice.desk()
        let backend = try desk.ask(Statement.backend)
        try setOpen(false)
        try terminate(backend)
        let error = #expect(throws: StoreError.self) { try desk.hold(at: practice.time(600)) }
        guard case .database(.connectionLost) = error else { throw Unexpected() }
        try setOpen(true)
        #expect(try desk.hold(at: practice.time(600)).status == .hold, "the same store goes on when it is back")
    }

    private func countOfChanges() throws -> Int {
        try practice.value("select count(*) as value from booking_history")
    }

    private func terminate(_ backend: Int32) throws {
        var administrator = try practice.administrator()
        try administrator.run(Statement("end a session", "select pg_terminate_backend($1::integer, 10000)", [backend]))
    }

    private func setOpen(_ isOpen: Bool) throws {
        var administrator = try practice.administrator()
        let name = quotedIdentifier(practice.database.name)
        try administrator.run(Statement("open or close", "alter database \(name) allow_connections \(isOpen)"))
    }
}
