import Foundation
import TestSupport
import Testing

/// Each way of asking for what cannot be: what is said, and how the program ends.
struct RefusalTests {
    struct Case: CustomTestStringConvertible {
        var arguments: [String]
        var status: Int32
        var code: String
        /// A part of what is said.
        var words: String

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let cases = [
        Case(
            arguments: ["hold", "60-minute Sweedish", Fixture.at("10:00")], status: 65, code: "not_found",
            words: #"Did you mean "60-minute Swedish"?"#),
        Case(
            arguments: ["hold", "Foot", Fixture.at("10:00"), "--therapist", "Zed"], status: 65, code: "not_found",
            words: "There are: Ana Ruiz, Ben Okafor."),
        Case(
            arguments: ["hold", "Foot", "tomorrow"], status: 65, code: "invalid",
            words: #""tomorrow" is no start: the time is missing. Write"#),
        Case(
            arguments: ["hold", "Foot", "monday 25:00"], status: 65, code: "invalid",
            words:
                #""monday 25:00" is no start: "25:00" is no time. Write a date and a time, as in "tuesday 14:00", "+3 2pm""#
        ),
        Case(
            arguments: ["hold", "Foot", "mondai 10am"], status: 65, code: "invalid",
            words: #""mondai 10am" is no start: "mondai" is no date."#),
        Case(
            arguments: ["hold", "Foot", "2027-02-30T10:00"], status: 65, code: "invalid",
            words: #""2027-02-30T10:00" is no start: the calendar has no such date."#),
        Case(
            arguments: ["hold", "Foot", "monday 10:00 -5"], status: 65, code: "invalid",
            words: "An offset from UTC is hours and minutes"),
        Case(
            arguments: ["hold", "Foot", "2027-03-14T02:30"], status: 65, code: "invalid",
            words: "does not exist in America/Detroit"),
        Case(
            arguments: ["hold", "Foot", "2027-11-07T01:30"], status: 65, code: "invalid",
            words: "2027-11-07T01:30-05:00 for the later (EST)"),
        Case(
            arguments: ["hold", "Foot", "2020-05-05T10:00"], status: 65, code: "not_bookable",
            words: "cannot be booked at"),
        Case(
            arguments: ["cancel", "222222", "--reason", "is\u{1B}[31m ill"], status: 65, code: "invalid",
            words: "The reason has control characters in it"),
        Case(arguments: ["show", "K7M2Q"], status: 65, code: "invalid", words: "six characters"),
        Case(arguments: ["show", "222222"], status: 65, code: "not_found", words: "There is no booking 222222"),
        Case(arguments: ["cancel", "222222"], status: 65, code: "not_found", words: "There is no booking 222222"),
        Case(arguments: ["mail", "resend", "222222"], status: 65, code: "not_found", words: "There is no booking"),
        Case(
            arguments: ["book", "not-an-address", "Foot", Fixture.at("10:00")], status: 65, code: "invalid",
            words: "exactly one @"),
        Case(
            arguments: ["practice", "import", "/nonexistent.toml"], status: 65, code: "not_found",
            words: "cannot be read"),
        Case(arguments: ["db", "stop"], status: 65, code: "invalid", words: "not the private one"),
        Case(arguments: ["slots"], status: 64, code: "invalid", words: "<service>"),
        Case(arguments: ["slots", "Foot", "--days", "0"], status: 64, code: "invalid", words: "from 1 to 366"),
        Case(arguments: ["slots", "Foot", "--limit", "-1"], status: 64, code: "invalid", words: "from 1 on"),
        Case(arguments: ["mail", "list", "--limit", "-1"], status: 64, code: "invalid", words: "from 1 to 100000"),
        Case(arguments: ["slots", "--bogus"], status: 64, code: "invalid", words: "Unknown option '--bogus'"),
        Case(arguments: ["help", "bogus"], status: 64, code: "invalid", words: "There is no command bogus."),
        Case(arguments: ["help", "mail", "lst"], status: 64, code: "invalid", words: "Did you mean list?"),
        Case(arguments: ["day", "tomorow"], status: 65, code: "invalid", words: "write today, tomorrow, monday, +3"),
        Case(
            arguments: ["hold", "Foot", "2062-05-05T10:00"], status: 65, code: "invalid",
            words: "more than five years ahead"),
        Case(
            arguments: ["explain", "Foot", "2062-05-05T10:00"], status: 65, code: "invalid",
            words: "more than five years ahead"),
        Case(arguments: ["slots", "Foot", "--from", "2026-02-30"], status: 65, code: "invalid", words: "no such date"),
        Case(arguments: ["boook"], status: 64, code: "invalid", words: "boook"),
        Case(
            arguments: ["day", "--database", "postgres://127.0.0.1:1/x"], status: 69, code: "unavailable",
            words: "does not answer"),
    ]

    @Test(arguments: cases) func `the code, the words and the status fit what is wrong`(wanted: Case) throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let machine = try program.run(wanted.arguments + ["--json"])
        #expect(machine.status == wanted.status)
        #expect(machine.errorOutput.isEmpty)
        let error = try machine.error()
        #expect(error["code"] as? String == wanted.code)
        #expect((error["message"] as? String)?.contains(wanted.words) == true, "\(error)")

        let people = try program.run(wanted.arguments)
        #expect(people.status == wanted.status)
        #expect(people.output.isEmpty)
        #expect(people.errorOutput.contains(wanted.words), "\(people.errorOutput)")
    }

    @Test(arguments: ["mail", "practice", "db"])
    func `a group of commands alone is wrong usage for a program`(group: String) throws {
        let folder = try TemporaryFolder()
        let refused = try Program(home: folder.path, database: nil).run(group, "--json")
        #expect(refused.status == 64)
        #expect(refused.errorOutput.isEmpty)
        #expect((try refused.error()["message"] as? String)?.hasPrefix("\(group) needs to know what to do") == true)
    }

    @Test func `what the rules are against is told rule by rule, with what can be had instead`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let refused = try program.run("book", "a@example.com", "Swedish", Fixture.at("16:30"), "--name", "A", "--json")
        #expect(refused.status == 65)
        let error = try refused.error()
        #expect(error["code"] as? String == "not_bookable")
        let reasons = try #require(error["reasons"] as? [[String: Any]])
        #expect(reasons.map { $0["code"] as? String } == ["outside_hours"])
        #expect(
            reasons.first?["message"] as? String == "Ana Ruiz works until 17:00; the 60 minutes would end at 17:30")
        #expect((error["alternatives"] as? [Any])?.count == 3)
    }

    @Test func `explain names the booking that is in the way, and what is free`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let held = try program.run("hold", "Swedish", Fixture.at("10:00"), "--json").json()
        let reference = try #require(held["reference"] as? String)
        let explained = try program.run("explain", "Foot Rub", Fixture.at("11:00"), "--json").json()
        #expect(explained["bookable"] as? Bool == true)
        let reasons = try #require(explained["reasons"] as? [[String: Any]])
        #expect(reasons.map { $0["message"] as? String } == ["Room 1: turnover of \(reference) until 11:15"])
        let slots = try #require(explained["slots"] as? [[String: Any]])
        #expect(Set(slots.compactMap { $0["room"] as? String }) == ["Room 2"])
    }
}
