import BookingStore
import Foundation
import Postgres
import TestSupport
import Testing

@testable import touchbase

/// A database that something else than this program has written into: its rules about text are gone, and each text in it
/// is hostile.
final class HostileDatabaseTests {
    private let folder: TemporaryFolder
    private let program: Program

    init() throws {
        folder = try TemporaryFolder()
        program = try Program(home: folder.path)
        #expect(
            try program.run("book", "jo@example.com", "Swedish", Fixture.at("10:00"), "--name", "Jo").status == 0)
        var connection = try Connection.open(
            try ConnectionParameters(try #require(program.environment["DATABASE_URL"])))
        try connection.run(script: Self.poison(), named: "poison")
    }

    /// What steers terminals, turns lines, hides, floods, ends lines and quotes; in an order that a seed decides.
    private static func hostileText(_ seed: UInt64) -> String {
        var dice = SeededGenerator(seed: seed)
        let pieces = [
            "\u{1B}]0;PWNED\u{7}", "\u{1B}[2J\u{1B}[31m", "\u{9B}6n", "\u{90}q\u{9C}", "\u{202E}txet",
            "\u{2066}\u{2069}",
            "a\u{200D}\u{200B}\u{FEFF}b", "e" + String(repeating: "\u{301}", count: 60),
            "\r\n.\r\nBcc: eve@example.com",
            "\u{7F}\u{8}\u{8}", "\"'\\{}$(id)`", "李小龍👩‍👩‍👧", "\u{E0041}\u{FE0F}", "\u{0E33}\u{1160}", "plain",
            String(repeating: "W", count: 300), "\u{FFFE}\u{E000}\u{378}",
        ]
        return pieces.shuffled(using: &dice).prefix(6).joined()
    }

    private static func poison() -> String {
        func text(_ seed: UInt64) -> String { "'\(hostileText(seed).replacing("'", with: "''"))'" }
        return """
            set search_path = touchbase, public;
            set standard_conforming_strings = on;
            alter domain name_text drop constraint name_is_one_line;
            alter domain phone_text drop constraint phone_is_a_number;
            alter domain email_text drop constraint email_is_one_address;
            update practice set brand = \(text(1)), phone = \(text(2)), mail_from = \(text(3));
            update customer set name = \(text(4)), phone = \(text(5)), email = \(text(6)), notes = \(text(7));
            update therapist set name = 'Ana' || \(text(8)) where name like 'Ana%';
            update room set name = 'Room 1' || \(text(9)) where name like 'Room 1%';
            update service set name = 'Swedish' || \(text(10)) where name like '%Swedish%';
            update booking set made_by = \(text(11)), made_on = \(text(12));
            insert into booking_history (booking_id, staff, terminal, from_status, to_status, note)
            select id, \(text(13)), \(text(14)), 'confirmed', 'confirmed', \(text(15)) from booking;
            update notification set status = 'failed', sent_at = null, leased_until = null, recipient = \(text(16)),
                                    last_error = \(text(17)), provider_id = \(text(18));
            """
    }

    /// What of `text` would do something else in a terminal than show itself.
    private func offences(_ text: String) -> [String] {
        text.unicodeScalars.filter { scalar in
            let category = scalar.properties.generalCategory
            return category == .control && scalar != "\n" || category == .format
        }.map { "U+\(String($0.value, radix: 16))" }
    }

    @Test func `no command prints anything of it but text`() throws {
        let reference = try #require(try bookedReference())
        let commands = [
            ["day", Fixture.date], ["day", Fixture.date, "--by", "room"], ["show", reference], ["mail", "list"],
            ["slots", "Swedish"], ["explain", "Swedish", Fixture.at("10:00")],
            ["hold", "Swedish", Fixture.at("10:00")],
            ["practice", "export"], ["doctor"], ["cancel", "222222"],
        ]
        for command in commands {
            for form in [[], ["--json"]] {
                let outcome = try program.run(command + form)
                let title = "\(command + form): \(outcome.output) \(outcome.errorOutput)"
                #expect(offences(outcome.output + outcome.errorOutput) == [], "\(title)")
                #expect(!(outcome.output + outcome.errorOutput).isEmpty)
                if !form.isEmpty { _ = try outcome.json() }
            }
        }
    }

    private func bookedReference() throws -> String? {
        var connection = try Connection.open(
            try ConnectionParameters(try #require(program.environment["DATABASE_URL"])))
        return try connection.run(
            Statement.first("booking", "select reference from touchbase.booking limit 1") {
                row throws(PostgresError) in try row["reference", as: String.self]
            })
    }

    @Test func `the desk sends its terminal no sequence of it`() throws {
        let desk = try DeskTerminal(program)
        try desk.see("live")
        for (keys, sign) in [
            ("]]]", ""), ("/", "Find"), ("plain", ""), ("\u{1B}\u{1B}", "live"), ("M", "confirmation to"),
        ] {
            desk.type(keys)
            if !sign.isEmpty { try desk.see(sign) }
        }
        desk.type("\u{1B}")
        try desk.seeGone("resend")
        desk.type("q")
        #expect(try desk.finish() == 0)
        let sent = String(decoding: desk.sent, as: UTF8.self)
        let marks = [
            "\u{1B}]0;PWNED", "\u{1B}[31mb", "\u{9B}", "\u{90}", "\u{202E}", "\u{2066}", "\u{200D}", "\u{E0041}",
        ]
        #expect(marks.filter { mark in sent.unicodeScalars.contains(mark.unicodeScalars) } == [])
    }
}
