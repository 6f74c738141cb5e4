import Foundation
import TestSupport
import Testing

/// What becomes of a confirmation when its server does something wrong: the states that `docs/mail.md` lists, as the
/// program shows them.
struct FaultTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let moment: String
        let answer: String
        let state: String
        /// Nil: libcurl's, which differ from one version to the next.
        let words: String?

        var testDescription: String { name }
    }

    static let faults = [
        Fault("greets with 421", "greeting", "421 4.3.2 too busy", "queued", "421 4.3.2 too busy"),
        Fault("turns the recipient away with 450", "RCPT", "450 4.2.0 greylisted", "queued", "450 4.2.0 greylisted"),
        Fault("turns the recipient away with 550", "RCPT", "550 5.1.1 unknown", "failed", "550 5.1.1 unknown"),
        Fault("answers the mail with 452", ".", "452 4.3.1 no room", "queued", "452 4.3.1 no room"),
        Fault("answers the mail with 554", ".", "554 5.7.1 spam", "failed", "554 5.7.1 spam"),
        Fault("falls silent before it greets", "greeting", "stall", "queued"),
        Fault("falls silent after EHLO", "EHLO", "stall", "queued"),
        Fault("falls silent after MAIL", "MAIL", "stall", "queued"),
        Fault("falls silent after RCPT", "RCPT", "stall", "queued"),
        Fault("falls silent after DATA", "DATA", "stall", "queued"),
        Fault("falls silent after the last dot", ".", "stall", "uncertain"),
        Fault("hangs up after DATA", "DATA", "drop", "queued"),
        Fault("hangs up after the last dot", ".", "drop", "uncertain"),
        Fault("takes the mail and hangs up", ".", "250 2.0.0 Ok: queued as 4F1B2 drop", "sent", "4F1B2"),
    ]

    @Test(arguments: faults) func `the mail ends in the state that the documentation says`(_ fault: Fault) throws {
        let server = try FaultyMailServer(fault.moment, fault.answer)
        defer { server.stop() }
        let (state, words) = try outcome(of: server.url)
        #expect(state == fault.state, "\(words)")
        if let expected = fault.words { #expect(words == expected) }
        #expect(try documented(fault.name) == fault.state)
    }

    @Test(arguments: [
        ("offers no STARTTLS", "STARTTLS"), ("has a name that does not resolve", "resolve"),
        ("is not there", "connect"),
    ])
    func `a mail that no server was given waits`(name: String, word: String) throws {
        let server = try FaultyMailServer("QUIT", "221 bye")
        defer { server.stop() }
        let url =
            switch name {
            case "offers no STARTTLS": "smtp://127.0.0.1:\(server.port)"
            case "is not there": "smtp://127.0.0.1:1?tls=none"
            default: "smtp://mail.invalid"
            }
        let (state, words) = try outcome(of: url)
        #expect(state == "queued" && words.contains(word), "\(words)")
        #expect(try documented(name) == "queued")
    }

    @Test func `a mail that was greylisted is sent when it is tried again`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let greylisting = try FaultyMailServer("RCPT", "450 4.2.0 greylisted")
        defer { greylisting.stop() }
        program.environment["SMTP_URL"] = greylisting.url
        let reference = try book(program)
        let server = try FaultyMailServer("QUIT", "221 bye")
        defer { server.stop() }
        program.environment["SMTP_URL"] = server.url
        #expect(try program.run("mail", "resend", reference).status == 0)
        #expect(try program.run("mail", "run", "--once", "--json").json()["sent"] as? Int == 1)
    }

    private func outcome(of url: String) throws -> (state: String, words: String) {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        program.environment["SMTP_URL"] = url
        _ = try book(program)
        let mails = try program.run("mail", "list", "--json").json()["notifications"] as? [[String: Any]]
        let mail = try #require(mails?.first)
        let words = mail["last_error"] as? String ?? mail["provider_id"] as? String ?? ""
        return (try #require(mail["status"] as? String), words)
    }

    private func book(_ program: Program) throws -> String {
        let booked = try program.run(
            "book", "alex@example.com", "Swedish", Fixture.at("10:00"), "--name", "Alex Morgan", "--json")
        #expect(booked.status == 0)
        return try #require(try booked.json()["reference"] as? String)
    }

    /// The state in the table of `docs/mail.md`.
    private func documented(_ fault: String) throws -> String? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let page = String(decoding: try Data(contentsOf: root.appending(path: "docs/mail.md")), as: UTF8.self)
        let row = page.split(separator: "\n").first { $0.hasPrefix("| \(fault) |") }
        return row?.split(separator: "|").dropFirst().first.map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

extension FaultTests.Fault {
    init(_ name: String, _ moment: String, _ answer: String, _ state: String, _ words: String? = nil) {
        self.init(name: name, moment: moment, answer: answer, state: state, words: words)
    }
}
