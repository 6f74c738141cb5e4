import Foundation
import TestSupport
import Testing

@testable import touchbase

struct DoctorTests {
    @Test func `all is well with a practice and an outbox`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let outcome = try program.run("doctor", "--json")
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(try outcome.json()["ok"] as? Bool == true)
    }

    @Test func `what has to be mended is named, and the status says so`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        program.environment["SMTP_URL"] = "smtp://127.0.0.1:1?tls=none"
        let mail = try program.run("doctor")
        #expect(mail.status == 69)
        #expect(mail.output.contains("problem  mail"))
        #expect(mail.output.contains("127.0.0.1:1: Failed to connect"), "\(mail.output)")
        #expect(mail.output.contains("Check SMTP_URL"))

        program.environment["DATABASE_URL"] = "postgres://127.0.0.1:1/x"
        let database = try program.run("doctor")
        #expect(database.status == 69)
        #expect(database.output.contains("problem  database"))
    }

    @Test
    func `a mail server without encryption, or with it from the first byte, is no good where it is not asked for`()
        throws
    {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let server = try MailServer()
        program.environment["SMTP_URL"] = "smtp://127.0.0.1:\(server.port)"
        let plain = try program.run("doctor")
        #expect(plain.status == 69)
        #expect(plain.output.contains("STARTTLS"), "\(plain.output)")
        program.environment["SMTP_URL"] = "smtps://127.0.0.1:\(server.port)"
        #expect(try program.run("doctor").status == 69)
        program.environment["SMTP_URL"] = server.url
        let good = try program.run("doctor")
        #expect(good.status == 0, "\(good.output)")
        #expect(good.output.contains("takes mail"))
    }

    @Test func `a folder that cannot be is a problem, also for the outbox`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        program.environment["TOUCHBASE_HOME"] = "/proc/nope"
        let outcome = try program.run("doctor")
        #expect(outcome.status == 69)
        #expect(outcome.output.contains("problem  folder"))
        #expect(outcome.output.contains("problem  mail"))
        program.environment["DATABASE_URL"] = nil
        let day = try program.run("day")
        #expect(day.status == 69)
        #expect(day.errorOutput.contains("There can be no folder /proc/nope"), "\(day.errorOutput)")
    }

    @Test func `an empty practice needs no sender yet`() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program(home: folder.path, database: nil).run("doctor")
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("mail_from"))
    }

    @Test func `a test mail of a practice without a sender says what to set`() throws {
        let folder = try TemporaryFolder()
        let practice = Fixture.practice.replacing("mail_from = \"desk@practice.example\"\n", with: "")
        let outcome = try Program(home: folder.path, practice: practice).run("doctor", "--mail-to", "jo@example.com")
        #expect(outcome.status == 69)
        #expect(
            outcome.output.contains("problem  test mail  The practice has no sender address for its mails: set one"),
            "\(outcome.output)")
    }

    @Test func `a theme that there is not is named with those that there are`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        program.environment["TOUCHBASE_THEME"] = "pink"
        let outcome = try program.run("doctor")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("There is no theme \"pink\". There are: dark, light"))
    }

    @Test func `a theme file that is wrong is named with line and role, chosen or not`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let themes = "\(folder.path)/themes"
        try FileManager.default.createDirectory(atPath: themes, withIntermediateDirectories: true)
        try "inherits = \"dark\"\n[roles]\nhold = { bolt = true }\n".write(
            toFile: "\(themes)/mine.toml", atomically: true, encoding: .utf8)
        try "inherits = \"dark\"\n".write(toFile: "\(themes)/good.toml", atomically: true, encoding: .utf8)
        program.environment["TOUCHBASE_THEME"] = "good"
        let outcome = try program.run("doctor")
        #expect(outcome.status == 0)
        #expect(
            outcome.output.contains("note  theme      \(themes)/mine.toml:3: “bolt” of “hold” is not known"),
            "\(outcome.output)")
        try FileManager.default.removeItem(atPath: "\(themes)/mine.toml")
        #expect(try program.run("doctor").output.contains("ok    theme      good"))
    }

    @Test func `a practice with one of each is counted so`() throws {
        let folder = try TemporaryFolder()
        let practice = """
            [practice]
            brand = "One"
            zone = "UTC"
            hold = 1
            [[service]]
            name = "Foot"
            price = 30
            duration = 30
            [[room]]
            name = "Room"
            services = ["Foot"]
            [[therapist]]
            name = "Ana"
            services = ["Foot"]
            \(PracticeFile.weekdayKeys.map { "\($0) = [\"9:00-17:00\"]" }.joined(separator: "\n"))
            """
        let program = try Program(home: folder.path, practice: practice)
        #expect(try program.run("doctor").output.contains("One: 1 service, 1 therapist, 1 room\n"))
        #expect(try program.run("hold", "Foot", Fixture.at("10:00")).output.contains("for 1 minute."))
    }

    @Test func `with a wrong configuration the rest of the table is there`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        try "staff = 1\n".write(toFile: "\(folder.path)/config.toml", atomically: true, encoding: .utf8)
        let outcome = try program.run("doctor", "--json")
        #expect(outcome.status == 69)
        let checks = try #require(try outcome.json()["checks"] as? [[String: Any]])
        #expect(checks.map { $0["name"] as? String } == ["settings", "database", "mail", "terminal", "locale"])
        #expect((checks[0]["message"] as? String)?.contains("config.toml:1: staff must be a text") == true)
        #expect(!outcome.output.contains("Nothing was changed"))
    }

    @Test func `a wrong configuration names file and line`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        try "staff = \"Dana\"\nterminall = \"x\"\n".write(
            toFile: "\(folder.path)/config.toml", atomically: true, encoding: .utf8)
        let outcome = try program.run("day")
        #expect(outcome.status == 65)
        #expect(outcome.errorOutput.contains("config.toml:2: terminall means nothing here. Did you mean terminal?"))
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `completions are generated`(shell: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try Program(home: folder.path, database: nil).run("--generate-completion-script", shell)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("book-on-behalf") || outcome.output.contains("expire-holds"))
    }

    @Test func `the help of every command has an example`() throws {
        let folder = try TemporaryFolder()
        let program = Program(home: folder.path, database: nil)
        for command in [
            "book", "slots", "explain", "hold", "confirm", "cancel", "expire-holds", "day", "show", "doctor",
        ] {
            let help = try program.run("help", command)
            #expect(help.status == 0)
            #expect(help.output.contains("  touchbase \(command)"), "\(command)")
        }
    }
}
