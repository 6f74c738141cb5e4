import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// What a restoration does to the mails of its backup.
@Suite struct HeldBackMailTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @discardableResult private func book(at minute: Int = 600) throws -> Booking {
        var desk = try practice.desk()
        return try desk.confirm(try desk.hold(at: practice.time(minute)))
    }

    /// As if the backup in which things stand as they do had just been put back.
    private func restore() throws {
        try practice.run(HeldBackMail.scripts.before + HeldBackMail.scripts.after)
    }

    private func mails(of booking: Booking) throws -> [Notification] {
        var desk = try practice.desk()
        return try desk.ask(Statement.notifications(of: booking.reference))
    }

    @Test func `what was queued or being sent is held back, and what became of the others stays`() throws {
        var desk = try practice.desk()
        let bookings = try (0..<4).map { try book(at: $0 * 60) }
        let begun = try desk.claim(as: "worker", limit: 3)
        #expect(try desk.record(.failed("550 no such user"), of: begun[0]))
        try desk.ask(Statement.report(.sent(providerID: "7"), of: begun[1].attempt, worker: "worker"))
        try restore()
        let statuses = try bookings.flatMap { try mails(of: $0).map(\.status) }
        #expect(statuses == [.failed, .sent, .uncertain, .uncertain])
        #expect(try mails(of: bookings[3]).map(\.statusName) == ["held back"])
        #expect(try desk.ask(Statement.heldBackMails).map(\.booking) == bookings[2...].map(\.reference))
        #expect(try desk.claim(as: "next").isEmpty)
        #expect(try desk.ask(Statement.millisecondsToNextMail) == nil)
        let counts = try desk.ask(Statement.mailCounts)
        #expect(counts.queued == 0 && counts.uncertain == 2, "the desk's top line says so")
    }

    @Test func `what was never tried goes out itself when it is resent, to the address of today`() throws {
        var desk = try practice.desk()
        let booked = try book()
        let before = try mails(of: booked)
        try restore()
        try practice.sql("update customer set email = 'jo@elsewhere.example' where id = 1")
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        let mail = try #require(try desk.claim(as: "worker").first)
        #expect(mail.notification.messageID == before.first?.messageID)
        #expect(mail.notification.recipient == "jo@elsewhere.example" && mail.notification.lastError == nil)
        #expect(try mails(of: booked).count == 1 && desk.ask(Statement.heldBackMails).isEmpty)
    }

    @Test func `what was tried before is resent as another, and no longer waits for anybody`() throws {
        var desk = try practice.desk()
        let booked = try book()
        let mail = try #require(try desk.claim(as: "worker").first)
        #expect(try desk.record(.retry("451 later", after: 300), of: mail))
        try restore()
        #expect(try desk.ask(Statement.heldBackMails).first?.reason?.hasSuffix("; 451 later") == true)
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        #expect(try mails(of: booked).map(\.status) == [.uncertain, .queued])
        #expect(try desk.ask(Statement.heldBackMails).isEmpty)
    }

    @Test func `a reminder whose time came since the backup is held back, too, and resent as one`() throws {
        var desk = try practice.desk()
        let booked = try book()
        let mail = try #require(try desk.claim(as: "worker").first)
        #expect(try desk.record(.sent(providerID: "7"), of: mail))
        try practice.run(
            """
            update practice set reminder_hours = 72;
            set session_replication_role = replica;
            update booking_history set at = at - interval '100 hours';
            """)
        try restore()
        _ = try desk.ask(Statement.queueReminders)
        #expect(try mails(of: booked).map(\.statusName) == ["sent", "held back"])
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        #expect(try mails(of: booked).map(\.kind) == [.confirmation, .reminder])
        #expect(try desk.claim(as: "worker").map(\.notification.kind) == [.reminder])
    }

    @Test func `a booking that changes after the restoration has other news`() throws {
        var desk = try practice.desk()
        let booked = try book()
        try restore()
        try desk.cancel(booked)
        // It may have gone out, so the customer has to hear of it.
        #expect(try mails(of: booked).map(\.status) == [.uncertain, .queued])
        #expect(try desk.ask(Statement.heldBackMails).isEmpty)
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        #expect(try desk.claim(as: "worker").map(\.notification.kind) == [.cancellation])
    }

    @Test func `nobody has to decide upon what is over`() throws {
        var desk = try practice.desk()
        let booked = try book()
        try practice.begin(booked)
        try practice.sql("update booking set ends_at = starts_at + interval '5 minutes'")
        try restore()
        #expect(try mails(of: booked).map(\.statusName) == ["held back"])
        #expect(try desk.ask(Statement.heldBackMails).isEmpty)
        #expect(try desk.claim(as: "worker").isEmpty)
    }
}
