import Foundation
import TestSupport
import Testing

struct BookTests {
    private let swedish = "60-minute Swedish"

    @Test func `a new customer is booked, and the mail arrives with the local time`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let server = try MailServer()
        program.environment["SMTP_URL"] = server.url
        let booked = try program.run("book", "alex@example.com", swedish, Fixture.at("10:00"), "--name", "Alex Morgan")
        #expect(booked.status == 0)
        #expect(booked.output.contains("Confirmed. Reference"))
        #expect(booked.output.contains("10:00–11:00"))
        let mail = try server.mail()
        #expect(mail.contains("alex@example.com"))
        #expect(mail.contains("10:00 E"))

        let reference = try #require(booked.output.firstMatch(of: /Reference ([0-9A-Z]{6})/)).output.1
        let shown = try program.run("show", String(reference), "--json").json()
        let notification = try #require((shown["notifications"] as? [[String: Any]])?.first)
        #expect(notification["status"] as? String == "sent")
        #expect(notification["provider_id"] as? String == "4F1B2")
        #expect(notification["sent_at"] is String)
        #expect(shown["status"] as? String == "confirmed")
    }

    @Test func `the same booking again is a conflict with three alternatives that can be booked`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let arguments = ["book", "alex@example.com", swedish, Fixture.at("10:00"), "--name", "Alex Morgan", "--json"]
        let first = try program.run(arguments)
        #expect(first.status == 0)
        let second = try program.run(arguments)
        #expect(second.status == 75)
        let error = try second.error()
        #expect(error["code"] as? String == "conflict")
        let reference = try #require(try first.json()["reference"] as? String)
        #expect((error["message"] as? String)?.contains(reference) == true)
        let alternatives = try #require(error["alternatives"] as? [[String: Any]])
        #expect(alternatives.count == 3)
        for slot in alternatives {
            let start = try #require(slot["starts_at"] as? String)
            let (therapist, room) = (try #require(slot["therapist"] as? String), try #require(slot["room"] as? String))
            let held = try program.run("hold", swedish, start, "--therapist", therapist, "--room", room, "--json")
            #expect(held.status == 0, "\(held.output)")
            let cancelled = try program.run("cancel", try #require(try held.json()["reference"] as? String))
            #expect(cancelled.status == 0)
        }
    }

    @Test func `somebody else's booking is a conflict that names reference, terminal and no customer`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let held = try program.run("hold", swedish, Fixture.at("10:00"), "--json")
        let rival = try program.run("book", "jo@example.com", swedish, Fixture.at("10:30"), "--name", "Jo Smith")
        #expect(rival.status == 75)
        #expect(rival.output.isEmpty)
        let reference = try #require(try held.json()["reference"] as? String)
        #expect(rival.errorOutput.contains("Ana Ruiz is taken until"))
        #expect(rival.errorOutput.contains("\(reference): held by Dana at desk-1 until"))
        #expect(rival.errorOutput.contains("These can be booked instead:"))
    }

    @Test func `a customer can have a second booking at a time when that is said`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let arguments = ["book", "alex@example.com", "Foot Rub", Fixture.at("10:00"), "--name", "Alex Morgan"]
        #expect(try program.run(arguments).status == 0)
        #expect(try program.run(arguments).status == 75)
        #expect(try program.run(arguments + ["--also"]).status == 0)
        #expect(try program.run(arguments + ["--also"]).status == 75)
    }

    @Test func `an unknown customer without a name is refused before anything is held`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let refused = try program.run("book", "new@example.com", swedish, Fixture.at("10:00"), "--json")
        #expect(refused.status == 65)
        #expect(try refused.error()["code"] as? String == "invalid")
        #expect((try refused.error()["message"] as? String)?.contains("--name") == true)
        let slots = try program.run("slots", swedish, "--from", Fixture.date, "--days", "1", "--json").output
        #expect(slots.contains("\(Fixture.date)T10:00:00"))
    }

    @Test func `a known customer keeps name and phone, and what was given besides is not lost`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let known = ["--name", "Alex Morgan", "--phone", "+1 313 555 0142"]
        _ = try program.run(["book", "alex@example.com", swedish, Fixture.at("10:00")] + known)
        let other = ["--name", "Al Morgan", "--phone", "313 555 0199"]
        let told = try program.run(["book", "alex@example.com", swedish, Fixture.at("12:00")] + other)
        #expect(told.status == 0)
        #expect(told.output.contains("Known as Alex Morgan; the name given, Al Morgan, was not taken over."))
        #expect(told.output.contains("Known with +1 313 555 0142; the phone given, 313 555 0199, was not taken over."))
        let json = try program.run(["book", "alex@example.com", swedish, Fixture.at("14:00"), "--json"] + other).json()
        #expect((json["customer"] as? [String: Any])?["name"] as? String == "Alex Morgan")
        #expect(json["not_taken_over"] as? [String: String] == ["name": "Al Morgan", "phone": "313 555 0199"])
        let same = try program.run("book", "alex@example.com", swedish, Fixture.at("16:00"), "--name", "alex  morgan")
        #expect(same.status == 0)
        #expect(!same.output.contains("taken over"))
    }

    @Test func `a mail server that is away neither undoes nor fails the booking`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        program.environment["SMTP_URL"] = "smtp://127.0.0.1:1?tls=none"
        let booked = try program.run(
            "book", "alex@example.com", swedish, Fixture.at("10:00"), "--name", "Alex Morgan", "--json")
        #expect(booked.status == 0)
        let booking = try booked.json()
        #expect(booking["status"] as? String == "confirmed")
        #expect((booking["notifications"] as? [[String: Any]])?.first?["status"] as? String == "queued")
    }

    @Test func `a mail server that is set up wrong concerns nobody but who sends mail`() throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        program.environment["SMTP_URL"] = "garbage"
        #expect(try program.run("day").status == 0)
        #expect(try program.run("slots", swedish).status == 0)
        let booked = try program.run("book", "alex@example.com", swedish, Fixture.at("10:00"), "--name", "Alex Morgan")
        #expect(booked.status == 0)
        #expect(booked.output.contains("The mail stays queued: mail is not set up right. The SMTP URL must begin with"))
        let run = try program.run("mail", "run", "--once")
        #expect(run.status == 65)
        #expect(run.errorOutput.contains("The SMTP URL must begin with"))
        #expect(run.errorOutput.hasSuffix(" It is in SMTP_URL.\n"))
        let doctor = try program.run("doctor")
        #expect(doctor.status == 69)
        #expect(doctor.output.contains("problem  mail"))
        #expect(doctor.output.contains("terminal"))
    }

    @Test(arguments: [false, true])
    func `a mail server that falls silent is given up within ten seconds`(afterTheMail: Bool) throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        let server = try SilentMailServer(afterTheMail: afterTheMail)
        program.environment["SMTP_URL"] = server.url
        let start = ContinuousClock.now
        let booked = try program.run(
            "book", "alex@example.com", swedish, Fixture.at("10:00"), "--name", "Alex Morgan", "--json")
        #expect(ContinuousClock.now - start < .seconds(12), "ten, and what the rest of the command takes")
        #expect(booked.status == 0)
        let mails = try #require(try booked.json()["notifications"] as? [[String: Any]])
        #expect(mails.map { $0["status"] as? String } == [afterTheMail ? "uncertain" : "queued"])
    }

    @Test func `without a mail server the letter is a file in the outbox folder`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let booked = try program.run("book", "alex@example.com", swedish, Fixture.at("10:00"), "--name", "Alex Morgan")
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/outbox")
        #expect(files.count == 1)
        #expect(booked.output.contains("written to \(folder.path)/outbox/\(files[0])"), "\(booked.output)")
        #expect(!booked.output.contains("sent"))
        #expect(try program.run("mail", "list").output.contains("written"))
    }

    @Test func `an empty folder is enough to begin: the private server is made, used, and gone at the end`() throws {
        let folder = try TemporaryFolder()
        let program = Program(home: folder.path, database: nil)
        try program.writePractice(Fixture.practice)
        let booked = try program.run("book", "alex@example.com", swedish, Fixture.at("10:00"), "--name", "Alex Morgan")
        #expect(booked.status == 0, "\(booked.errorOutput)")
        #expect(try program.run("db", "status", "--json").json()["status"] as? String == "stopped")
    }
}
