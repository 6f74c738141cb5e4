import Availability
import Booking
import BookingStore
import FrontDesk
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

struct LostDatabaseTests {
    private let today = LocalDate(daysSinceEpoch: time(nil) / 86_400)

    private func end(sessionsOf practice: DeskPractice) throws {
        try practice.sql(
            "select pg_terminate_backend(pid) from pg_stat_activity "
                + "where datname = current_database() and pid <> pg_backend_pid()")
    }

    @Test func `a killed session is told at once, comes back by itself, and all is read again`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 7))
        _ = try driver.sheet()
        try end(sessionsOf: practice)
        let attempt = try driver.next {
            if case .connection(.reconnecting(let attempt)) = $0 { attempt } else { nil }
        }
        #expect(attempt == 1)
        try driver.hears { if case .connection(.live) = $0 { true } else { false } }
        try driver.hears { if case .changed = $0 { true } else { false } }
        var rival = try practice.store()
        _ = try rival.perform(Intent(practice.hold(at: try practice.hour(30)), by: DeskPractice.rival))
        try driver.hears { if case .changed = $0 { true } else { false } }
    }

    @Test func `an intent whose answer was lost is asked again under its name, and done once`() throws {
        let practice = try DeskPractice()
        let start = try practice.hour(30)
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 7))
        _ = try driver.sheet()
        // The rival keeps the hold waiting for the therapist's lock while its session is ended.
        var rival = try practice.owner()
        try rival.transaction { connection in
            try connection.run(Statement("lock", "select pg_advisory_xact_lock(1, 1)"))
            driver.perform(.perform(practice.hold(at: start), Ticket(number: 1)))
            driver.turn(until: .now + .milliseconds(50))
            try end(sessionsOf: practice, but: &connection)
        }
        let held = try driver.answer(to: Ticket(number: 1)).get()
        #expect(try practice.booking(held.reference)?.status == .hold)
        driver.perform(.load(first: today, days: 7))
        #expect(try driver.sheet().bookings.map(\.reference) == [held.reference])
    }

    private func end(sessionsOf practice: DeskPractice, but connection: inout Connection) throws {
        try connection.run(
            Statement(
                "end the others",
                "select pg_terminate_backend(pid) from pg_stat_activity "
                    + "where datname = current_database() and pid <> pg_backend_pid()"))
    }

    @Test func `a change asked while the database stays away is given up, and nothing is claimed`() throws {
        let practice = try DeskPractice()
        let parameters = ConnectionParameters(["host": "/nowhere", "dbname": "x"])
        var office = BackOffice(parameters, desk: Desk(staff: "Dana", terminal: "desk-1"), clock: DeskClock())
        let start = ContinuousClock.now
        office.perform(.perform(practice.hold(at: try practice.hour(30)), Ticket(number: 1)), at: start)
        let early = office.advance(at: start)
        #expect(early.contains { if case .connection(.reconnecting(1)) = $0 { true } else { false } })
        let late = office.advance(at: start + .seconds(16))
        let told = late.compactMap { if case .unanswered(Ticket(number: 1), let text) = $0 { text } else { nil } }
        #expect(told == ["The database is away: nothing was changed."])
    }

    @Test func `a database without our tables is refused with what to do`() throws {
        let database = try TestCluster.shared().database()
        var driver = BackOfficeDriver(database.parameters())
        let text = try driver.next { if case .failed(let text) = $0 { text } else { nil } }
        guard case .schema(.missing)? = driver.office.obstacle else {
            Issue.record("no obstacle")
            return
        }
        #expect(text.contains("touchbase db migrate"))
    }
}

struct LeavingTests {
    @Test func `who leaves gives back the holds made here, and only those`() throws {
        let practice = try DeskPractice()
        let start = try practice.hour(30)
        var rival = try practice.store()
        let theirs = try rival.perform(
            Intent(practice.hold(therapist: 2, room: 2, at: start), by: Desk(staff: "Dana", terminal: "desk-1")))
        var driver = BackOfficeDriver(practice)
        driver.perform(.perform(practice.hold(at: start), Ticket(number: 1)))
        let mine = try driver.answer(to: Ticket(number: 1)).get()
        // One more is on its way when the desk is left: its answer comes, and then it goes.
        driver.perform(.perform(practice.hold(therapist: 3, room: 3, at: start), Ticket(number: 2)))
        driver.office.leave(at: .now)
        let end = ContinuousClock.now + .seconds(10)
        while !driver.office.isSettled, .now < end { driver.turn(until: end) }
        let underWay = try driver.answer(to: Ticket(number: 2)).get()
        #expect(try practice.booking(mine.reference)?.status == .cancelled)
        #expect(try practice.booking(underWay.reference)?.status == .cancelled)
        #expect(try practice.booking(theirs.reference)?.status == .hold)
    }

    @Test func `a booking that was confirmed here stays`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.perform(practice.hold(at: try practice.hour(30)), Ticket(number: 1)))
        let held = try driver.answer(to: Ticket(number: 1)).get()
        driver.perform(.perform(.confirm(held.reference, customer: CustomerID(rawValue: 1)), Ticket(number: 2)))
        _ = try driver.answer(to: Ticket(number: 2))
        driver.office.leave(at: .now)
        let isSettled = driver.office.isSettled
        #expect(isSettled)
        #expect(try practice.booking(held.reference)?.status == .confirmed)
    }
}
