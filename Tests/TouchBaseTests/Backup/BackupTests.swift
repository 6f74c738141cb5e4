import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

struct BackupTests {
    /// A practice with a booking, a hold, a cancellation and a mail; and an empty database beside it.
    private func setUp(in home: String) throws -> (full: Program, empty: Program) {
        let full = try Program(home: home)
        let booked = try full.run(
            "book", "jo@example.com", "60-minute Swedish", Fixture.at("10:00"), "--name", "Zoë \"O\\'Neil\"")
        #expect(booked.status == 0, "\(booked.errorOutput)")
        #expect(try full.run("hold", "Foot Rub", Fixture.at("12:00")).status == 0)
        return (full, Program(home: home, database: try TestCluster.shared().database().url))
    }

    /// All rows of all tables of the practice.
    private func contents(of program: Program) throws -> [String] {
        var connection = try Connection.open(
            try ConnectionParameters(try #require(program.environment["DATABASE_URL"])))
        let tables = try connection.run(
            Statement.all(
                "tables", "select tablename from pg_tables where schemaname = 'touchbase' order by 1"
            ) { row throws(PostgresError) in try row["tablename", as: String.self] })
        #expect(tables.contains("booking_history"))
        return try tables.map { table in
            let rows = try connection.run(
                Statement.all("rows", "select t::text as row from touchbase.\(table) t order by 1") {
                    row throws(PostgresError) in try row["row", as: String.self]
                })
            return "\(table): \(rows.joined(separator: "\n"))"
        }
    }

    @Test func `what is restored is what was backed up, and goes on working`() throws {
        let home = try TemporaryFolder()
        let (full, empty) = try setUp(in: home.path)
        let file = "\(home.path)/practice.backup"
        try "an older backup".write(toFile: file, atomically: true, encoding: .utf8)
        let backup = try full.run("db", "backup", file)
        #expect(backup.status == 0 && backup.output.contains("read back"), "\(backup.errorOutput)")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let restored = try empty.run("db", "restore", file, "--json")
        #expect(restored.status == 0, "\(restored.output)")
        #expect(try restored.json()["bookings"] as? Int == 2)
        #expect(try contents(of: empty) == (try contents(of: full)))
        // With the rights of a desk, by its functions, under the constraints.
        #expect(try empty.run("hold", "60-minute Swedish", Fixture.at("10:00")).status == 75)
        #expect(try empty.run("hold", "60-minute Swedish", Fixture.at("14:00")).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(!names.contains { $0.contains("unfinished") || $0.contains("restore") }, "\(names)")
    }

    @Test func `a database with something in it is only replaced when told, and then at one moment`() throws {
        let home = try TemporaryFolder()
        let (full, _) = try setUp(in: home.path)
        let file = "\(home.path)/practice.backup"
        #expect(try full.run("db", "backup", file).status == 0)
        let before = try contents(of: full)
        #expect(try full.run("book", "kim@example.com", "Foot Rub", Fixture.at("15:00"), "--name", "Kim").status == 0)
        let refused = try full.run("db", "restore", file, "--json")
        #expect(refused.status == 75)
        #expect("\(try refused.error())".contains("3 bookings, 2 customers"))
        var listener = try Connection.open(try ConnectionParameters(try #require(full.environment["DATABASE_URL"])))
        try listener.run(Statement.listen(on: "touchbase"))
        #expect(try full.run("db", "restore", file, "--replace").status == 0)
        #expect(try contents(of: full) == before)
        #expect(try !listener.waitForNotifications(within: .seconds(10)).isEmpty)
    }

    @Test func `no mail of a backup goes out before somebody says so, and then all of them do`() throws {
        let home = try TemporaryFolder()
        var program = try Program(home: home.path)
        let file = "\(home.path)/practice.backup"
        // Tried once, and never tried.
        program.environment["SMTP_URL"] = "smtp://127.0.0.1:1?tls=none"
        let booked = try program.run(
            "book", "jo@example.com", "Foot Rub", Fixture.at("10:00"), "--name", "Jo", "--json")
        let references = [try #require(try booked.json()["reference"] as? String), "ZZZZZY"]
        try TestOutbox(of: program).queue(1)
        #expect(try program.run("db", "backup", file).status == 0)
        let server = try MailServer()
        program.environment["SMTP_URL"] = server.url
        for reference in references { #expect(try program.run("mail", "resend", reference).status == 0) }
        #expect(try program.run("mail", "run", "--once", "--json").json()["sent"] as? Int == 2)
        let first = try (0..<2).map { _ in Self.messageID(of: try server.mail()) }

        let restored = try program.run("db", "restore", file, "--replace")
        #expect(restored.status == 0, "\(restored.errorOutput)")
        #expect(restored.output.contains("2 mails of bookings yet to come had not gone out"), "\(restored.output)")
        #expect(references.allSatisfy { restored.output.contains("  \($0)  confirmation  jo@example.com\n") })
        #expect(restored.output.contains("touchbase mail resend --held-back"))
        let again = try program.run("db", "restore", file, "--replace", "--json")
        #expect(try again.json()["mails_held_back"] as? [String] == references)
        #expect(try program.run("mail", "run", "--once", "--json").json()["sent"] as? Int == 0)
        let listed = try program.run("mail", "list")
        #expect(
            listed.output.contains("held back  jo@example.com  when the backup was made that was restored"),
            "\(listed.output)")

        #expect(try program.run("mail", "resend").status == 64)
        #expect(try program.run("mail", "resend", references[0], "--held-back").status == 64)
        let resent = try program.run("mail", "resend", "--held-back", "--json")
        #expect(try resent.json()["queued"] as? [String] == references)
        #expect(try program.run("mail", "run", "--once", "--json").json()["sent"] as? Int == 2)
        let second = try (0..<2).map { _ in Self.messageID(of: try server.mail()) }
        #expect(Set(first).intersection(second).count == 1, "what was never tried is the same mail")
        #expect(try program.run("mail", "resend", "--held-back").output.hasPrefix("No mail"))
    }

    private static func messageID(of mail: String) -> Substring? {
        mail.split(separator: "\r\n").first { $0.lowercased().hasPrefix("message-id:") }
    }

    @Test func `what a worker still says of a mail that was given up is not said of another`() throws {
        let home = try TemporaryFolder()
        let program = try Program(home: home.path)
        let outbox = try TestOutbox(of: program)
        let file = "\(home.path)/practice.backup"
        #expect(try program.run("db", "backup", file).status == 0)
        try outbox.queue(3)
        let last = try outbox.number("select max(id) from notification")
        #expect(try program.run("db", "restore", file, "--replace").status == 0)
        try outbox.queue(1)
        #expect(try outbox.number("select max(id) from notification") == last + 1)
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `a restoration that is told to end changes nothing and leaves nothing`(
        signal: Int32
    ) throws {
        let home = try TemporaryFolder()
        let (full, _) = try setUp(in: home.path)
        let file = "\(home.path)/practice.backup"
        #expect(try full.run("db", "backup", file).status == 0)
        let before = try contents(of: full)
        var holder = try Connection.open(try ConnectionParameters(try #require(full.environment["DATABASE_URL"])))
        try holder.run(script: "begin; lock table touchbase.booking in access share mode", named: "hold")
        let restoration = try full.start(["db", "restore", file, "--replace"])
        let waiting = """
            select count(*) from pg_stat_activity
            where datname = current_database() and query like '%drop schema%' and wait_event_type = 'Lock'
            """
        let outbox = try TestOutbox(of: full)
        let deadline = ContinuousClock.now + .seconds(20)
        while try outbox.number(waiting) == 0, ContinuousClock.now < deadline { usleep(20_000) }
        restoration.signal(signal)
        let outcome = try restoration.finish()
        #expect(outcome.status == 69)
        #expect(outcome.errorOutput == "Stopped before it was done: nothing was changed.\n")
        try holder.run(script: "rollback", named: "let go")
        #expect(try contents(of: full) == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(!names.contains { $0.hasPrefix("restore") }, "\(names)")
    }

    @Test func `a database that somebody is changing is not waited for without end`() throws {
        let home = try TemporaryFolder()
        let full = try Program(home: home.path)
        let file = "\(home.path)/practice.backup"
        #expect(try full.run("db", "backup", file).status == 0)
        var holder = try Connection.open(try ConnectionParameters(try #require(full.environment["DATABASE_URL"])))
        try holder.run(script: "begin; lock table touchbase.booking in access share mode", named: "hold")
        let outcome = try full.run("db", "restore", file, "--replace")
        #expect(outcome.status == 69)
        #expect(
            outcome.errorOutput
                == "The backup was not restored, and nothing was changed: another program is at work in it: try again.\n"
        )
    }

    @Test func `what a killed backup or restoration has left is cleared away by the next`() throws {
        let home = try TemporaryFolder()
        let full = try Program(home: home.path)
        let file = "\(home.path)/practice.backup"
        // No process has such a number.
        let left = ["restore-99999999", "practice.backup.unfinished-99999999"]
        for name in left + ["restore-\(getpid())"] {
            let folder = "\(home.path)/\(name)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try "secrets".write(toFile: "\(folder)/backup.sql", atomically: true, encoding: .utf8)
        }
        #expect(try full.run("db", "backup", file).status == 0)
        #expect(try full.run("db", "restore", file, "--replace").status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(Set(names).intersection(left).isEmpty, "\(names)")
        #expect(names.contains("restore-\(getpid())"), "what a living process works with stays")
    }

    @Test func `a file that is no whole backup of ours changes nothing`() throws {
        let home = try TemporaryFolder()
        let full = try Program(home: home.path)
        let file = "\(home.path)/practice.backup"
        #expect(try full.run("db", "backup", file).status == 0)
        let before = try contents(of: full)
        let whole = try Data(contentsOf: URL(filePath: file))
        let damaged = "\(home.path)/damaged.backup"
        for length in [0, 100, whole.count / 2, whole.count - 10] {
            try whole.prefix(length).write(to: URL(filePath: damaged))
            let outcome = try full.run("db", "restore", damaged, "--replace", "--json")
            #expect(outcome.status == 65, "\(length): \(outcome.output)")
        }
        #expect(try full.run("db", "restore", "\(home.path)/none", "--replace").status == 65)
        #expect(try contents(of: full) == before)
    }

    @Test func `a backup of a newer program is refused, and what was there stays`() throws {
        let home = try TemporaryFolder()
        let full = try Program(home: home.path)
        let file = "\(home.path)/practice.backup"
        var owner = try Connection.open(try ConnectionParameters(try #require(full.environment["DATABASE_URL"])))
        try owner.run(
            script: "insert into touchbase.migration (version, name) values (9999, 'of tomorrow')", named: "migrate")
        #expect(try full.run("db", "backup", file).status == 0)
        try owner.run(script: "delete from touchbase.migration where version = 9999", named: "go back")
        let before = try contents(of: full)
        let outcome = try full.run("db", "restore", file, "--replace")
        #expect(outcome.status == 69)
        #expect(outcome.errorOutput.contains("newer TouchBase") && outcome.errorOutput.contains("nothing was changed"))
        #expect(try contents(of: full) == before)
    }

    @Test func `missing programs, folders and databases are named, and leave nothing behind`() throws {
        let home = try TemporaryFolder()
        let full = try Program(home: home.path)
        let empty = Program(home: home.path, database: try TestCluster.shared().database().url)
        var bare = full
        bare.environment["TOUCHBASE_PG_BIN"] = home.path
        let without = try bare.run("db", "backup", "\(home.path)/a")
        #expect(without.status == 69 && without.errorOutput.contains("apt install postgresql-client-"))
        #expect(try full.run("db", "backup", "\(home.path)/none/a").errorOutput.contains("cannot be written"))
        #expect(try full.run("db", "backup", "/dev/null").status == 65)
        let nothing = try empty.run("db", "backup", "\(home.path)/b")
        #expect(nothing.status != 0, "\(nothing.output)")
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(!names.contains { ["a", "b"].contains($0) || $0.contains("unfinished") })
    }
}
