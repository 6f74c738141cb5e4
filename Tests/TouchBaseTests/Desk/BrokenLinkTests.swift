import Availability
import Booking
import BookingStore
import FrontDesk
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

/// What the desk does when the link to its server breaks in the ways that links break.
struct BrokenLinkTests {
    private let today = LocalDate(daysSinceEpoch: time(nil) / 86_400)
    private let practice: DeskPractice
    private let link: LinkProxy

    init() throws {
        practice = try DeskPractice()
        link = try LinkProxy(to: practice.database)
    }

    private func desk() throws -> BackOfficeDriver {
        var driver = BackOfficeDriver(ConnectionParameters(practice.database.keywords(through: link)))
        driver.perform(.load(first: today, days: 7))
        _ = try driver.sheet()
        // What is read behind it is in, too: the next answer is the one that a test is about.
        while !driver.office.session.queue.isEmpty { driver.turn(until: .now + .seconds(2)) }
        return driver
    }

    private func history(of reference: Reference) throws -> [BookingStatus] {
        try practice.ask(.history(of: reference)).map(\.to)
    }

    @Test func `a link that breaks when the answer comes leaves one change, which is looked up and told`() throws {
        defer { link.close() }
        var driver = try desk()
        driver.perform(.perform(practice.hold(at: try practice.hour(30)), Ticket(number: 1)))
        let held = try driver.answer(to: Ticket(number: 1)).get()
        link.mode = .cuttingAnswers
        driver.perform(.perform(.confirm(held.reference, customer: CustomerID(rawValue: 1)), Ticket(number: 2)))
        try driver.hears { if case .connection(.reconnecting) = $0 { true } else { false } }
        // Done, and nobody has been told.
        #expect(try practice.booking(held.reference)?.status == .confirmed)
        link.mode = .passing
        #expect(try driver.answer(to: Ticket(number: 2)).get().status == .confirmed)
        #expect(try history(of: held.reference) == [.hold, .confirmed])
    }

    @Test func `a link that is frozen is told, and what was asked is done once when it moves again`() throws {
        defer { link.close() }
        var driver = try desk()
        link.mode = .frozen
        driver.perform(.perform(practice.hold(at: try practice.hour(30)), Ticket(number: 1)))
        try driver.hears { if case .connection(.reconnecting) = $0 { true } else { false } }
        link.mode = .passing
        let held = try driver.answer(to: Ticket(number: 1)).get()
        #expect(try history(of: held.reference) == [.hold])
    }

    @Test func `a server process that is stopped is told, and another one answers`() throws {
        defer { link.close() }
        var driver = try desk()
        // Only who owns the database is told of all sessions.
        var owner = try practice.owner()
        let process = try #require(
            try owner.ask(
                Statement.first(
                    "the desk's process",
                    """
                    select pid from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
                    """
                ) { row throws(PostgresError) in try row["pid", as: Int32.self] }))
        kill(process, SIGSTOP)
        defer { kill(process, SIGCONT) }
        driver.perform(.perform(practice.hold(at: try practice.hour(30)), Ticket(number: 1)))
        try driver.hears { if case .connection(.reconnecting) = $0 { true } else { false } }
        // What was asked is asked again: nothing is said of what may have become of it.
        let told = try driver.next { if case .failed(let text) = $0 { text } else { nil } }
        #expect(told == "The database did not answer in time.")
        #expect(try driver.answer(to: Ticket(number: 1)).get().status == .hold)
    }

    @Test func `a server that refuses for a while is found again, and all is read`() throws {
        defer { link.close() }
        var driver = try desk()
        link.mode = .refusing
        try driver.hears { if case .connection(.reconnecting(attempt: 2)) = $0 { true } else { false } }
        var rival = try practice.store()
        let theirs = try rival.perform(Intent(practice.hold(at: try practice.hour(30)), by: DeskPractice.rival))
        link.mode = .passing
        try driver.hears { if case .connection(.live) = $0 { true } else { false } }
        try driver.hears { if case .changed = $0 { true } else { false } }
        driver.perform(.load(first: today, days: 7))
        #expect(try driver.sheet().bookings.map(\.reference) == [theirs.reference])
    }
}
