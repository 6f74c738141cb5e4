import Foundation
import Glibc
import TestSupport
import Testing

struct MailRunTests {
    /// Books while the mail server is away, so that the mail is queued, and comes due at once by a resend.
    private func queueMail(_ program: Program) throws -> String {
        var away = program
        away.environment["SMTP_URL"] = "smtp://127.0.0.1:1?tls=none"
        let booked = try away.run(
            "book", "alex@example.com", "Swedish", Fixture.at("10:00"), "--name", "Alex Morgan", "--json")
        let reference = try #require(try booked.json()["reference"] as? String)
        #expect(try away.run("mail", "resend", reference).status == 0)
        return reference
    }

    @Test func `what waits is sent once`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let reference = try queueMail(program)
        let server = try MailServer()
        program.environment["SMTP_URL"] = server.url
        let first = try program.run("mail", "run", "--once", "--json")
        #expect(first.status == 0)
        #expect(try first.json()["sent"] as? Int == 1)
        #expect(try server.mail().contains(reference))
        #expect(try program.run("mail", "run", "--once", "--json").json()["sent"] as? Int == 0)
        let listed = try program.run("mail", "list", "--json").json()["notifications"] as? [[String: Any]]
        #expect(listed?.map { $0["status"] as? String } == ["sent"])
        #expect(listed?.first?["attempts"] as? Int == 2)
    }

    @Test func `where there is no mail server any more, the first line says that mails become files`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let reference = try queueMail(program)
        let lines = try program.run("mail", "run", "--once").output.split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "There is no SMTP_URL: mails are written as files to \(folder.path)/outbox",
                "1 written, 0 failed, 0 uncertain, 0 to be tried again",
            ])
        // Text and JSON say the same: it is a file, and no server took it.
        #expect(try program.run("mail", "list").output.contains("written"))
        let listed = try program.run("mail", "list", "--json").json()["notifications"] as? [[String: Any]]
        let file = try #require(listed?.first?["outbox_file"] as? String)
        #expect(listed?.first?["status"] as? String == "sent" && file.contains(reference))
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/outbox/\(file)"))
    }

    @Test func `what is queued once more is named, and how to send it`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let reference = try queueMail(program)
        #expect(try program.run("mail", "run", "--once").status == 0)
        let resent = try program.run("mail", "resend", reference)
        #expect(
            resent.output.hasPrefix(
                "Queued the confirmation of \(reference) to alex@example.com. To send it now: touchbase mail run --once"
            ))
        #expect(try program.run("mail", "list", "--json").output.contains("\"outbox_file\":null"))
    }

    @Test func `a running worker sends a mail when it is announced, and ends in peace when it is told to`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let server = try MailServer()
        program.environment["SMTP_URL"] = server.url
        let worker = try program.start(["mail", "run"])
        #expect(try worker.readLine().hasPrefix("Sending mails through 127.0.0.1:"))
        #expect(try worker.readLine().hasPrefix("To stop: Ctrl-C"))
        var unable = program
        unable.environment["SMTP_URL"] = "garbage"
        let booked = try unable.run(
            "book", "alex@example.com", "Swedish", Fixture.at("10:00"), "--name", "Alex Morgan", "--json")
        let reference = try #require(try booked.json()["reference"] as? String)
        #expect(try server.mail().contains(reference))
        worker.signal(SIGTERM)
        let outcome = try worker.finish()
        #expect(outcome.status == 0)
        // Two when it was faster than the resend, which then asks for one more.
        #expect(outcome.output.contains("1 sent, 0 failed") || outcome.output.contains("2 sent, 0 failed"))
    }

    @Test func `a worker started by another program ends when its input closes`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let worker = try program.start(["mail", "run", "--until-input-closes"])
        try worker.closeInput()
        #expect(try worker.finish().status == 0)
    }

    @Test func `a sender address that is missing fails the mail with the cure`() throws {
        let folder = try TemporaryFolder()
        let practice = Fixture.practice.replacing("mail_from = \"desk@practice.example\"\n", with: "")
        let program = try Program(home: folder.path, practice: practice)
        let booked = try program.run("book", "alex@example.com", "Foot", Fixture.at("10:00"), "--name", "Alex")
        #expect(booked.status == 0)
        #expect(booked.output.contains("failed"))
        let mails = try program.run("mail", "list", "--json").json()["notifications"] as? [[String: Any]]
        #expect((mails?.first?["last_error"] as? String)?.contains("no sender address") == true)
    }
}
