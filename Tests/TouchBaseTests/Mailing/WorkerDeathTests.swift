import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

/// A mail process that is killed loses no mail, and sends at most the one twice that it was at, under the same Message-ID.
struct WorkerDeathTests {
    private func statuses(_ program: Program) throws -> [String: Int] {
        let listed = try program.run("mail", "list", "--limit", "2000", "--json").json()["notifications"]
        let mails = try #require(listed as? [[String: Any]])
        return Dictionary(mails.compactMap { $0["status"] as? String }.map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// How many mails say for good that they may have come twice.
    private func doubted(_ program: Program) throws -> Int {
        let listed = try program.run("mail", "list", "--limit", "2000", "--json").json()["notifications"]
        return try #require(listed as? [[String: Any]]).count { $0["last_error"] is String }
    }

    @Test(arguments: [("begun", 1), ("kept", 1), ("ready", 1), ("delivered", 2), ("reported", 1), ("settled", 1)])
    func `whatever step it dies at, the mail arrives, and is byte for byte the same when it does twice`(
        step: String, copies: Int
    ) throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let outbox = try TestOutbox(of: program)
        try outbox.queue(1)
        let sink = try MailSink()
        program.environment["SMTP_URL"] = sink.url
        var dying = program
        dying.environment["TOUCHBASE_CRASH_AT"] = step
        #expect(try dying.run("mail", "run", "--once").status == 128 + SIGKILL)
        try outbox.letLeasesEnd()
        // What a second attempt says is what the first one said, though the practice has changed meanwhile.
        try outbox.sql("update practice set brand = 'Another Name'")
        #expect(try program.run("mail", "run", "--once").status == 0)
        #expect(try statuses(program) == ["sent": 1])
        let mails = try sink.rest()
        #expect(mails.count == copies)
        #expect(Set(mails).count == 1)
    }

    @Test func `of a thousand mails, two workers and three deaths, none is lost and one at most a death comes twice`()
        throws
    {
        let (count, deaths) = (1000, 3)
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let outbox = try TestOutbox(of: program)
        try outbox.queue(count)
        let sink = try MailSink()
        program.environment["SMTP_URL"] = sink.url
        var mails: [MailSink.Mail] = []
        var workers = try (0..<2).map { _ in try program.start(["mail", "run", "--once"]) }
        for _ in 0..<deaths {
            mails += try (0..<200).map { _ in try sink.mail() }
            let doomed = workers.removeFirst()
            doomed.signal(SIGKILL)
            #expect(try doomed.finish().status == 128 + SIGKILL)
            workers.append(try program.start(["mail", "run", "--once"]))
        }
        for worker in workers { #expect(try worker.finish(within: .seconds(60)).status == 0) }
        let begun = try statuses(program)["sending"] ?? 0
        #expect(begun <= 2 * 32 * deaths, "each has one batch under way, and at most one more begun")
        try outbox.letStartsPass()
        #expect(try program.run("mail", "run", "--once").status == 0)
        #expect(try statuses(program)["sending"] ?? 0 <= deaths, "the one that it was at waits for its lease")
        #expect(try doubted(program) == 0)
        try outbox.letLeasesEnd()
        #expect(try program.run("mail", "run", "--once").status == 0)
        #expect(try doubted(program) <= deaths, "the first alone that is not reported may have gone")
        mails += try sink.rest()
        #expect(Set(mails).count == count)
        #expect(mails.count - count <= deaths)
        #expect(try statuses(program) == ["sent": count])
    }

    @Test func `a worker whose sessions the database ends goes on where it was, and sends no mail twice`() throws {
        let count = 600
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let outbox = try TestOutbox(of: program)
        try outbox.queue(count)
        let sink = try MailSink()
        program.environment["SMTP_URL"] = sink.url
        let worker = try program.start(["mail", "run"])
        var mails: [MailSink.Mail] = []
        for _ in 0..<2 {
            mails += try (0..<200).map { _ in try sink.mail() }
            try outbox.sql(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """)
        }
        mails += try (0..<count - mails.count).map { _ in try sink.mail() }
        while try statuses(program) != ["sent": count] {}
        worker.signal(SIGTERM)
        #expect(try worker.finish().status == 0)
        #expect(Set(mails).count == count)
        #expect(try sink.rest().isEmpty)
    }

    @Test func `a desk that knows no mail server leaves the mails to a desk or a command that does`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let unaware = try program.start(["mail", "run", "--until-input-closes"])
        let sink = try MailSink()
        program.environment["SMTP_URL"] = sink.url
        let booked = try program.run("book", "jo@example.com", "Foot", Fixture.at("10:00"), "--name", "Jo Smith")
        #expect(booked.status == 0, "\(booked.errorOutput)")
        _ = try sink.mail()
        let aware = try program.start(["mail", "run", "--until-input-closes"])
        var store = try Store(ConnectionParameters(try #require(program.environment["DATABASE_URL"])))
        while try !store.ask(Statement.isMailServerKnown) {}
        try TestOutbox(of: program).queue(40)
        for _ in 0..<40 { _ = try sink.mail() }
        for desk in [unaware, aware] {
            try desk.closeInput()
            #expect(try desk.finish().status == 0)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/outbox").isEmpty)
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
        try TestOutbox(of: program).queue(1)
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
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/outbox").isEmpty)
    }
}
