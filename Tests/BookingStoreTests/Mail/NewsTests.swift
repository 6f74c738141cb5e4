import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// Which mails a booking's life brings about, and which of them are taken back.
@Suite struct NewsTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    private struct News: Equatable {
        var kind: Notification.Kind
        var status: Notification.Status
        var sequence: Int

        init(_ kind: Notification.Kind, _ status: Notification.Status, _ sequence: Int) {
            (self.kind, self.status, self.sequence) = (kind, status, sequence)
        }
    }

    private func news(_ booking: Booking) throws -> [News] {
        var desk = try practice.desk()
        return try desk.ask(Statement.notifications(of: booking.reference)).map {
            News($0.kind, $0.status, $0.sequence)
        }
    }

    @discardableResult private func book(at minute: Int = 600) throws -> Booking {
        var desk = try practice.desk()
        return try desk.confirm(try desk.hold(at: practice.time(minute)))
    }

    /// Claims what is due and says of all that it was sent.
    private func send() throws {
        var desk = try practice.desk()
        for mail in try desk.claim(as: "worker") {
            _ = try desk.record(.sent(providerID: "7"), of: mail)
        }
    }

    @Test func `who was told of a booking is told that it is cancelled, in the same entry of the calendar`() throws {
        var desk = try practice.desk()
        let booked = try book()
        try send()
        try desk.cancel(booked)
        try send()
        #expect(try news(booked) == [News(.confirmation, .sent, 0), News(.cancellation, .sent, 1)])
        let mails = try desk.ask(Statement.notifications(of: booked.reference))
        #expect(Set(mails.map(\.calendarID)).count == 1 && !mails[0].calendarID.isEmpty)
        #expect(Set(mails.map(\.messageID)).count == 2)
    }

    @Test func `who was told nothing is not told that it is cancelled`() throws {
        var desk = try practice.desk()
        let booked = try book()
        try desk.cancel(booked)
        #expect(try news(booked) == [News(.confirmation, .failed, 0)])
        let refused = try book(at: 700)
        let mail = try #require(try desk.claim(as: "worker").first)
        _ = try desk.record(.failed("550 no such user"), of: mail)
        try desk.cancel(refused)
        #expect(try news(refused) == [News(.confirmation, .failed, 0)])
    }

    @Test(arguments: [MailOutcome.uncertain("lost after the dot"), .sent(providerID: "7")])
    func `a cancellation waits for the mail that is under way, and follows it`(outcome: MailOutcome) throws {
        var desk = try practice.desk()
        let booked = try book()
        let mail = try #require(try desk.claim(as: "worker").first)
        try desk.cancel(booked)
        #expect(try desk.claim(as: "quick").isEmpty)
        _ = try desk.record(outcome, of: mail)
        #expect(try desk.claim(as: "quick").map(\.notification.kind) == [.cancellation])
    }

    @Test func `a cancellation of what was refused after all is taken back`() throws {
        var desk = try practice.desk()
        let booked = try book()
        let mail = try #require(try desk.claim(as: "worker").first)
        try desk.cancel(booked)
        _ = try desk.record(.failed("550 no such user"), of: mail)
        #expect(try desk.claim(as: "quick").isEmpty)
        #expect(try news(booked) == [News(.confirmation, .failed, 0), News(.cancellation, .failed, 1)])
    }

    @Test func `a move tells the new time, and takes back the old one that nobody was told`() throws {
        var desk = try practice.desk()
        let booked = try book()
        try desk.move(booked, to: practice.time(720))
        #expect(try news(booked) == [News(.confirmation, .failed, 0), News(.confirmation, .queued, 1)])
        try send()
        try desk.move(booked, to: practice.time(780))
        try desk.move(booked, to: practice.time(840))
        try send()
        #expect(try news(booked).suffix(2) == [News(.moved, .failed, 2), News(.moved, .sent, 3)])
    }

    @Test func `moving a hold tells nobody`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600), customer: TestPractice.jo)
        try desk.move(held, to: practice.time(720))
        try desk.cancel(held)
        #expect(try news(held) == [])
    }

    @Test func `a mail that a move overtook is not tried again, and the new one waits for it`() throws {
        var desk = try practice.desk()
        let booked = try book()
        let mail = try #require(try desk.claim(as: "worker").first)
        try desk.move(booked, to: practice.time(720))
        _ = try desk.record(.retry("451 later", after: 0), of: mail)
        let next = try #require(try desk.claim(as: "worker").first)
        #expect(next.notification.kind == .moved && next.booking.starts == practice.time(720))
        #expect(try news(booked) == [News(.confirmation, .failed, 0), News(.moved, .sending, 1)])
    }

    @Test func `with a grace time, what is cancelled within it was never told`() throws {
        try practice.sql("update practice set mail_grace_minutes = 5")
        var desk = try practice.desk()
        let booked = try book()
        #expect(try desk.claim(as: "worker").isEmpty)
        let wait = try #require(try desk.ask(Statement.millisecondsToNextMail))
        #expect((290_000...300_000).contains(wait))
        try desk.cancel(booked)
        #expect(try news(booked) == [News(.confirmation, .failed, 0)])
    }

    @Test func `what is resent is the last news`() throws {
        var desk = try practice.desk()
        let booked = try book()
        try send()
        try desk.move(booked, to: practice.time(720))
        try send()
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        #expect(try news(booked).last == News(.moved, .queued, 1))
        try desk.cancel(booked)
        try send()
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        #expect(try news(booked).last == News(.cancellation, .queued, 2))
    }

    @Test func `a mail is claimed with its booking though both were made while the claim waited`() throws {
        var lock = try LockHolder(practice, "lock table notification in access exclusive mode")
        let claim = Work { [practice] in
            var desk = try practice.desk()
            return try desk.claim(as: "worker")
        }
        try lock.awaitWaiting()
        try lock.run(
            """
            select confirm(gen_random_uuid(), ((held.answer).booking).reference, 1, 'Dana', 'desk-1')
            from (select hold(gen_random_uuid(), 1, 1, 1, to_timestamp($1::bigint), 1, 'Dana', 'desk-1') as answer
                  offset 0) held
            """, [practice.time(600).secondsSinceEpoch])
        try lock.release()
        let mail = try #require(try claim.value().first)
        #expect(mail.booking.status == .confirmed && mail.booking.reference == mail.notification.booking)
    }

    @Test func `what a mail says is fixed once, by the worker that has it`() throws {
        var desk = try practice.desk()
        try book()
        let mail = try #require(try desk.claim(as: "slow").first)
        let letter = KeptLetter(
            sender: "desk@practice.example", subject: "S", body: "Zoë\n", message: "Subject: S\r\n\r\n")
        let other = KeptLetter(sender: letter.sender, subject: "other", body: "other", message: "other")
        let id = mail.notification.id
        #expect(mail.letter == nil)
        try practice.letLeasesEnd()
        #expect(try desk.claim(as: "next").count == 1)
        #expect(try desk.ask(Statement.keep([(id, other)], worker: "slow")) == [], "it is another's now")
        #expect(try desk.ask(Statement.keep([(id, letter)], worker: "next")) == [id])
        #expect(try desk.ask(Statement.keep([(id, other)], worker: "next")) == [], "it has one")
        try practice.letLeasesEnd()
        #expect(try desk.claim(as: "next").first?.letter == letter)
        #expect(try desk.ask(Statement.newestMails(limit: 1)).first?.letter == letter)
    }

    @Test func `a mail that another session has locked is due and not claimed`() throws {
        var desk = try practice.desk()
        try book()
        var lock = try LockHolder(practice, "select from notification for update")
        #expect(try desk.claim(as: "worker").isEmpty)
        #expect(try desk.ask(Statement.millisecondsToNextMail) == 0)
        try lock.release()
        #expect(try desk.claim(as: "worker").count == 1)
    }

    @Test func `a service is known to run for as long as its session lives`() throws {
        var desk = try practice.desk()
        #expect(try !desk.ask(Statement.isMailServiceRunning))
        do {
            var one = try practice.desk()
            var other = try practice.desk()
            #expect(try one.ask(Statement.announceMailService) && other.ask(Statement.announceMailService))
            #expect(try desk.ask(Statement.isMailServiceRunning))
        }
        while try desk.ask(Statement.isMailServiceRunning) {}
    }
}
