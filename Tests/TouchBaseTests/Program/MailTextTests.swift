import Foundation
import TestSupport
import Testing

/// What mails say, and whether they arrive, from the command line.
struct MailTextTests {
    @Test func `a test mail goes to the address given, past the queue`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let server = try MailServer()
        program.environment["SMTP_URL"] = server.url
        let good = try program.run("doctor", "--mail-to", "dana@example.com")
        #expect(good.status == 0)
        #expect(good.output.contains("test mail  the server has taken it (4F1B2)"), "\(good.output)")
        #expect(try server.mail().contains("A test of the mails of Test Practice"))
        program.environment["SMTP_URL"] = "smtp://127.0.0.1:1?tls=none"
        let bad = try program.run("doctor", "--mail-to", "dana@example.com")
        #expect(bad.status == 69 && bad.output.contains("problem  test mail"))
        #expect(try program.run("mail", "list", "--json").json()["notifications"] as? [String] == [])
        #expect(try program.run("doctor", "--mail-to", "dana").status == 65)
    }

    @Test func `the practice's own template is what the customer gets, and a wrong one keeps the mail queued`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let written = try program.run("mail", "templates", "--json").json()
        #expect((written["written"] as? [String])?.count == 5)
        #expect(try program.run("mail", "templates").output == "All of them are in \(folder.path)/mails already.\n")
        let template = "\(folder.path)/mails/confirmation.txt"
        try "Subject: Welcome\n\nDear {{nme}}\n".write(toFile: template, atomically: true, encoding: .utf8)
        let book = ["book", "alex@example.com", "Foot", Fixture.at("10:00"), "--name", "Alex Morgan"]
        let booked = try program.run(book)
        #expect(booked.status == 0)
        #expect(booked.output.contains("The mail stays queued: mail is not set up right. The mail template"))
        let doctor = try program.run("doctor")
        #expect(doctor.status == 69)
        #expect(doctor.output.contains("confirmation.txt, line 3: there is no field {{nme}}"), "\(doctor.output)")
        #expect(try program.run("mail", "run", "--once").status == 65)
        try "Subject: Welcome\n\nDear {{name}}\n".write(toFile: template, atomically: true, encoding: .utf8)
        #expect(try program.run("mail", "run", "--once").status == 0)
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/outbox").first)
        #expect(
            try String(contentsOfFile: "\(folder.path)/outbox/\(name)", encoding: .utf8).contains("Dear Alex Morgan"))
    }

    @Test func `a booking that is cancelled brings a second mail, which takes it out of the calendar`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let server = try MailServer()
        program.environment["SMTP_URL"] = server.url
        let booked = try program.run(
            "book", "alex@example.com", "Foot", Fixture.at("10:00"), "--name", "Alex Morgan", "--json")
        let reference = try #require(try booked.json()["reference"] as? String)
        #expect(try server.mail().contains("METHOD:REQUEST"))
        let cancelled = try program.run("cancel", reference)
        #expect(cancelled.output.contains("cancellation to alex@example.com: sent"), "\(cancelled.output)")
        let mail = try server.mail()
        #expect(mail.contains("METHOD:CANCEL") && mail.contains("SEQUENCE:1"))
        let list = try program.run("mail", "list").output
        #expect(list.contains("confirmation") && list.contains("cancellation"))
    }
}
