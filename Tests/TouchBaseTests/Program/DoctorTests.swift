import Foundation
import TestSupport
import Testing

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
        #expect(mail.output.contains("127.0.0.1:1 does not answer: check SMTP_URL"))

        program.environment["DATABASE_URL"] = "postgres://127.0.0.1:1/x"
        let database = try program.run("doctor")
        #expect(database.status == 69)
        #expect(database.output.contains("problem  database"))
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
