import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

/// A mail process that is killed loses no mail, and sends at most the one twice that it was at, under the same Message-ID.
struct WorkerDeathTests {
    /// Runs one command in the program's database.
    private func sql(_ command: String, of program: Program) throws {
        let url = try #require(program.environment["DATABASE_URL"])
        var connection = try Connection.open(ConnectionParameters(url))
        try connection.run(script: "set search_path = touchbase, public; " + command, named: "a test's command")
        connection.close()
    }

    /// As many confirmed bookings with a queued mail each, whatever the practice's hours are.
    private func queue(_ count: Int, in program: Program) throws {
        try sql(
            """
            insert into customer (name, email) values ('Alex Morgan', 'alex@example.com');
            with made as (
                insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from,
                                     starts_at, ends_at, therapist_released_at, room_released_at, made_by, made_on)
                select translate(lpad(upper(to_hex(n)), 6, 'Z'), '01', 'XY'), 1, 1, 1, 1, 'confirmed', true, starts,
                       starts, starts + interval '30 minutes', starts + interval '30 minutes',
                       starts + interval '30 minutes', 'Dana', 'desk-1'
                from generate_series(1, \(count)) n,
                     lateral (select date_trunc('day', now()) + interval '9 days' + n * interval '30 minutes' as starts) t
                returning id)
            select queue_mail(id, 'confirmation') from made;
            """, of: program)
    }

    private func statuses(_ program: Program) throws -> [String: Int] {
        let listed = try program.run("mail", "list", "--limit", "2000", "--json").json()["notifications"]
        let mails = try #require(listed as? [[String: Any]])
        return Dictionary(mails.compactMap { $0["status"] as? String }.map { ($0, 1) }, uniquingKeysWith: +)
    }

    @Test(arguments: [("claimed", 1), ("kept", 1), ("delivered", 2), ("recorded", 1)])
    func `whatever step it dies at, the mail arrives, and is byte for byte the same when it does twice`(
        step: String, copies: Int
    ) throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        try queue(1, in: program)
        let sink = try MailSink()
        program.environment["SMTP_URL"] = sink.url
        var dying = program
        dying.environment["TOUCHBASE_CRASH_AT"] = step
        #expect(try dying.run("mail", "run", "--once").status == 128 + SIGKILL)
        try sql("update notification set leased_until = clock_timestamp() where status = 'sending'", of: program)
        // What a second attempt says is what the first one said, though the practice has changed meanwhile.
        try sql("update practice set brand = 'Another Name'", of: program)
        #expect(try program.run("mail", "run", "--once").status == 0)
        #expect(try statuses(program) == ["sent": 1])
        let mails = try sink.rest()
        #expect(mails.count == copies)
        #expect(Set(mails).count == 1)
    }

    @Test func `of a thousand mails, two workers and a death, none is lost and one at most comes twice`() throws {
        let count = 1000
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        try queue(count, in: program)
        let sink = try MailSink()
        program.environment["SMTP_URL"] = sink.url
        let doomed = try program.start(["mail", "run", "--once"])
        let other = try program.start(["mail", "run", "--once"])
        var mails = try (0..<count / 4).map { _ in try sink.mail() }
        doomed.signal(SIGKILL)
        #expect(try doomed.finish().status == 128 + SIGKILL)
        while mails.count < count - 1 { mails.append(try sink.mail()) }
        #expect(try other.finish(within: .seconds(60)).status == 0)
        try sql("update notification set leased_until = clock_timestamp() where status = 'sending'", of: program)
        #expect(try program.run("mail", "run", "--once").status == 0)
        mails += try sink.rest()
        #expect(Set(mails).count == count)
        #expect(mails.count - count <= 1)
        #expect(try statuses(program) == ["sent": count])
    }

    @Test func `while a service sends, a desk's process stands by, and so does the prompt mail of a booking`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let desk = try program.start(["mail", "run", "--until-input-closes"])
        let sink = try MailSink()
        var service = program
        service.environment["SMTP_URL"] = sink.url
        let running = try service.start(["mail", "run"])
        var store = try Store(ConnectionParameters(try #require(program.environment["DATABASE_URL"])))
        while try !store.ask(Statement.isMailServiceRunning) {}
        try queue(1, in: program)
        _ = try sink.mail()
        program.environment["SMTP_URL"] = nil
        let booked = try program.run("book", "jo@example.com", "Foot", Fixture.at("10:00"), "--name", "Jo Smith")
        // By then the service may have sent it already; what counts is that it was the service.
        #expect(booked.status == 0, "\(booked.errorOutput)")
        _ = try sink.mail()
        try desk.closeInput()
        #expect(try desk.finish().status == 0)
        running.signal(SIGTERM)
        #expect(try running.finish().status == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/outbox"))
    }
}
