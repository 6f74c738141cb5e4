import Availability
import Booking
import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

/// The real binary in a real terminal, against a real database.
final class DeskProgramTests {
    private let folder: TemporaryFolder
    private let practice: DeskPractice
    private let program: Program

    init() throws {
        folder = try TemporaryFolder()
        practice = try DeskPractice()
        program = Program(home: folder.path, database: practice.database.url)
    }

    /// A desk that shows the practice.
    private func desk(_ name: String = "desk-1", columns: Int = 120, rows: Int = 36) throws -> DeskTerminal {
        try .live(program, as: name, columns: columns, rows: rows)
    }

    /// From the idle calendar to a hold.
    private func hold(_ desk: DeskTerminal) throws {
        desk.type("nswe\r")
        try desk.see("1–9 of")
        desk.type("1")
        try desk.see("held for you")
    }

    private func holds() throws -> [Booking] {
        try practice.ask(.holds)
    }

    @Test func `a booking goes from the idle calendar to the mail, and another desk sees it within a second`() throws {
        let (first, second) = (try desk("desk-1"), try desk("desk-2"))
        try hold(first)
        try second.see("desk-1", within: .seconds(1))
        first.type("0142")
        try first.see("Jo Smith")
        first.type("\r")
        try first.see("confirm")
        first.type("\r")
        try first.see("Confirmed")
        let booked = try #require(try practice.ask(.bookings(matching: "jo smith")).first)
        #expect(booked.status == .confirmed)
        let outbox = "\(folder.path)/outbox"
        let end = ContinuousClock.now + .seconds(10)
        var letters: [String] = []
        while letters.isEmpty, .now < end {
            letters = ((try? FileManager.default.contentsOfDirectory(atPath: outbox)) ?? []).filter {
                $0.hasSuffix(".eml")
            }
            _ = second.text
        }
        #expect(letters.count == 1)
        for desk in [first, second] {
            desk.type("q")
            #expect(try desk.finish() == 0)
            #expect(desk.isGivenBack)
        }
    }

    @Test func `a desk that is a moment too late is told who was faster, and holds the nearest by one key`() throws {
        let desk = try desk()
        desk.type("nswe\r")
        try desk.see("1–9 of")
        let first = try #require(try slot(on: desk.text, numbered: 1))
        // Stopped, it hears neither of its own key nor of the rival before both have happened.
        desk.signal(SIGSTOP)
        try desk.finishStopping()
        var rival = try practice.store()
        _ = try rival.perform(Intent(first, by: DeskPractice.rival))
        try desk.typeAhead("1")
        desk.signal(SIGCONT)
        try desk.see("is taken until")
        try desk.see("held by Rae until")
        desk.type("2")
        try desk.see("held for you")
        #expect(try holds().count == 2)
    }

    /// What would hold the slot that the desk shows under a number: `1 Tue    10:15 Ben    Room 1   30′`.
    private func slot(on screen: String, numbered number: Int) throws -> Intent.Action? {
        let line = /(\d) \w+ +(\d\d:\d\d) (\w+) +Room (\d)/
        guard let found = screen.matches(of: line).first(where: { Int($0.1) == number }) else { return nil }
        let start = try practice.ask(
            Statement.one(
                "start",
                """
                select extract(epoch from min(t))::bigint as start
                from generate_series(date_trunc('minute', now()), now() + interval '2 days', interval '1 minute') t
                where to_char(t at time zone 'America/Detroit', 'HH24:MI') = $1
                """, [String(found.2)]
            ) { row throws(PostgresError) in Instant(secondsSinceEpoch: try row["start"]) })
        let therapist = ["Ana", "Ben", "Chloe"].firstIndex(of: String(found.3))
        guard let therapist, let room = Int32(found.4) else { return nil }
        return practice.hold(therapist: Int32(therapist + 1), room: room, at: start)
    }

    @Test func `a storm of sizes, the smallest among them, ends in a whole screen`() throws {
        let desk = try desk()
        for round in 0..<40 {
            desk.resize(columns: [200, 80, 1, 59, 33][round % 5], rows: [60, 24, 1, 14, 3][round % 5])
        }
        desk.resize(columns: 100, rows: 30)
        try desk.see("Ana Ruiz")
        try desk.see("quit")
        desk.type("q")
        #expect(try desk.finish() == 0)
    }

    @Test func `a desk that is told to end gives its hold and the terminal back`() throws {
        for number in [SIGTERM, SIGHUP, SIGINT] {
            let desk = try desk()
            try hold(desk)
            #expect(try holds().count == 1)
            desk.signal(number)
            #expect(try desk.finish() == 128 + number)
            #expect(desk.isGivenBack)
            #expect(try holds().isEmpty)
        }
    }

    @Test func `a desk that is killed leaves its hold to run out, and the slot is free then`() throws {
        let desk = try desk()
        try hold(desk)
        desk.signal(SIGKILL)
        #expect(try desk.finish() == 128 + SIGKILL)
        let left = try #require(try holds().first)
        var rival = try practice.store()
        let wanted = Intent(
            practice.hold(therapist: left.therapist.id.rawValue, room: left.room.id.rawValue, at: left.starts),
            by: DeskPractice.rival)
        #expect(throws: StoreError.self) { try rival.perform(wanted) }
        try practice.sql("update booking set hold_expires_at = clock_timestamp()")
        #expect(try rival.perform(wanted).status == .hold)
    }

    @Test func `a desk older than its database says what to do and leaves it alone`() throws {
        try practice.sql("insert into migration (version, name) values (9999, 'of tomorrow')")
        let desk = try DeskTerminal(program)
        #expect(try desk.finish() == 69)
        #expect(desk.text.contains("newer TouchBase") && desk.isGivenBack)
        let command = try program.run("day")
        #expect(command.status == 69 && command.errorOutput.contains("update this program"))
        let migration = try program.run("db", "migrate")
        #expect(migration.status == 69 && migration.errorOutput.contains("update this program"))
    }

    @Test(arguments: [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGUSR1, SIGALRM, SIGQUIT])
    func `a desk that dies of a fault or a signal gives the terminal back`(number: Int32) throws {
        var program = program
        // Where a toolchain is, Swift's backtracer would wait for somebody to ask it something.
        program.environment["SWIFT_BACKTRACE"] = "enable=no"
        let desk = try DeskTerminal.live(program)
        desk.signal(number)
        #expect(try desk.finish() == 128 + number)
        #expect(desk.isGivenBack)
    }

    @Test func `a click does what it is on without another key`() throws {
        let desk = try desk()
        let footer = try #require(desk.text.split(separator: "\n").last)
        let x = footer.prefix { $0 != "n" }.count + 1
        desk.type("\u{1B}[<0;\(x);36M\u{1B}[<0;\(x);36m")
        try desk.see("which service")
        desk.type("\u{1B}[<2;9;9M\u{1B}[<2;9;9m\u{1B}[<66;9;9M")
        desk.resize(columns: 100, rows: 30)
        try desk.see("which service")
        desk.signal(SIGTERM)
        #expect(try desk.finish() == 128 + SIGTERM)
    }

    @Test func `a desk whose terminal is gone gives its hold back`() throws {
        let desk = try desk()
        try hold(desk)
        desk.hangUp()
        _ = try desk.finish()
        #expect(try holds().isEmpty)
    }

    @Test func `Ctrl-Z gives the terminal back, and coming back shows the desk as it is then`() throws {
        let desk = try desk()
        desk.type("\u{1A}")
        try desk.finishStopping()
        #expect(desk.isGivenBack)
        desk.resize(columns: 90, rows: 28)
        desk.signal(SIGCONT)
        try desk.see("Ana Ruiz")
        try desk.see("quit")
        #expect(!desk.isGivenBack)
        desk.type("q")
        #expect(try desk.finish() == 0)
    }

    @Test func `a stop from outside is like Ctrl-Z`() throws {
        let desk = try desk()
        desk.signal(SIGTSTP)
        try desk.finishStopping()
        #expect(desk.isGivenBack)
        desk.signal(SIGCONT)
        try desk.see("Ana Ruiz")
    }

    @Test func `a killed session shows, and heals by itself`() throws {
        let desk = try desk()
        try practice.goAway()
        try desk.see("reconnecting")
        // Keys still answer.
        desk.type("g")
        try desk.see("Go to")
        desk.type("\u{1B}")
        try practice.comeBack()
        try desk.see("live")
        desk.type("q")
        #expect(try desk.finish() == 0)
    }

    @Test func `a database that does not exist ends the desk with what to do, and the terminal as it was`() throws {
        let nowhere = practice.database.url.replacing(practice.database.name, with: "no_such_database")
        let desk = try DeskTerminal(Program(home: folder.path, database: nowhere))
        #expect(try desk.finish() == 69)
        #expect(desk.text.contains("has no database of that name"))
        #expect(desk.isGivenBack)
    }

    @Test func `an unknown terminal gets one line and the plain page`() throws {
        let desk = try DeskTerminal(program, term: "no-such-terminal")
        try desk.see("not known")
        #expect(try desk.finish() == 0)
        #expect(desk.text.contains("Go on with:"))
    }

    /// Chooses the theme below the present one.
    private func chooseTheme(_ desk: DeskTerminal) throws {
        desk.type("T")
        try desk.see("light")
        desk.type("\u{1B}OB\r")
        try desk.see("✓ Theme")
    }

    @Test func `a theme that was chosen is there at the next start, whatever has ended the desk`() throws {
        for number in [SIGTERM, SIGHUP, SIGKILL] {
            let path = ConfigFile.path(in: folder.path)
            try? FileManager.default.removeItem(atPath: path)
            let desk = try desk()
            try chooseTheme(desk)
            // It is written right after it shows, which nothing but a SIGKILL can come between.
            let end = ContinuousClock.now + .seconds(10)
            while number == SIGKILL, !FileManager.default.fileExists(atPath: path), .now < end { _ = desk.text }
            desk.signal(number)
            #expect(try desk.finish() == 128 + number)
            #expect(try ConfigFile.read(in: folder.path).theme == "light")
        }
    }

    @Test func `a theme that is not there keeps nobody from the desk, which says so`() throws {
        try Data("theme = \"pink\"\n".utf8).write(to: URL(filePath: ConfigFile.path(in: folder.path)))
        let desk = try desk()
        try desk.see("There is no theme \"pink\".")
        desk.type("q")
        #expect(try desk.finish() == 0)
    }

    @Test func `a theme that cannot be written down is in use all the same, and the desk says so`() throws {
        let desk = try desk()
        try FileManager.default.createDirectory(
            atPath: ConfigFile.path(in: folder.path), withIntermediateDirectories: true)
        desk.type("T")
        try desk.see("light")
        desk.type("\u{1B}OB\r")
        try desk.see("The theme is not kept: ")
        desk.type("q")
        #expect(try desk.finish() == 0)
    }

    @Test func `pasted text confirms nothing`() throws {
        let desk = try desk()
        try hold(desk)
        desk.type("0142")
        try desk.see("Jo Smith")
        desk.type("\r")
        try desk.see("↵ confirm")
        desk.type("\u{1B}[200~\r\r\r\u{1B}[201~")
        desk.type("\u{1B}")
        try desk.see("Esc release")
        desk.type("\u{1B}")
        try desk.see("Released")
        // Shown at once, and done by the time the desk has ended.
        desk.type("q")
        #expect(try desk.finish() == 0)
        #expect(try holds().isEmpty)
        #expect(try practice.ask(.bookings(matching: "jo smith")).filter { $0.status == .confirmed } == [])
    }
}
