import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// What happens to a confirmation's mail, up to the worker and after it.
@Suite struct OutboxTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `a confirmation queues one mail to the customer's address`() throws {
        var desk = try practice.desk()
        let booked = try book()
        let mail = try #require(try desk.ask(Statement.notifications(of: booked.reference)).first)
        #expect(mail.status == .queued && mail.recipient == "jo@example.com" && mail.kind == .confirmation)
        #expect(mail.attempts == 0 && mail.sent == nil && mail.providerID == nil)
        #expect(mail.messageID.hasSuffix("@touchbase.invalid"), "the practice has no address yet")
        #expect(try desk.ask(Statement.newestNotifications(limit: 5)) == [mail])
    }

    @Test func `a customer without an address gets a booking and no mail`() throws {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: practice.time(600)), for: TestPractice.kim)
        #expect(booked.status == .confirmed)
        #expect(try desk.ask(Statement.notifications(of: booked.reference)) == [])
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 0)
    }

    @Test func `a mail that cannot be queued undoes its confirmation`() throws {
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        try practice.run("alter table notification add constraint full_up check (false)")
        #expect(throws: StoreError.self) { try desk.confirm(held) }
        #expect(try desk.ask(Statement.booking(held.reference))?.status == .hold)
        #expect(try desk.ask(Statement.history(of: held.reference)).count == 1)
    }

    @Test func `workers that claim at once never have the same mail`() throws {
        for number in 0..<40 { try book(at: number * 60) }
        let barrier = Barrier(participants: 4)
        let workers = (0..<4).map { number in
            Work { [practice] in
                defer { barrier.leave() }
                var desk = try practice.desk()
                barrier.wait()
                var claimed: [NotificationID] = []
                while case let mails = try desk.claim(as: "worker \(number)", limit: 3), !mails.isEmpty {
                    claimed += mails.map(\.notification.id)
                }
                return claimed
            }
        }
        let claimed = try workers.flatMap { try $0.value() }
        #expect(claimed.count == 40 && Set(claimed).count == 40)
    }

    @Test func `a claim does not wait for another worker's`() throws {
        for number in 0..<2 { try book(at: number * 60) }
        var lock = try LockHolder(practice, "select begin_mails('slow', 1, interval '1 minute', interval '30 seconds')")
        var desk = try practice.desk()
        #expect(try desk.claim(as: "quick", limit: 2).count == 1)
        try lock.release()
        #expect(try desk.claim(as: "quick", limit: 2).isEmpty)
    }

    @Test func `a claim brings the booking, and is due longest first`() throws {
        let bookings = try (0..<3).map { try book(at: $0 * 60) }
        try practice.sql(
            "update notification set next_attempt_at = next_attempt_at - interval '1 hour' where booking_id = $1",
            [bookings[2].id.rawValue])
        var desk = try practice.desk()
        let claimed = try desk.claim(as: "worker", limit: 2)
        #expect(claimed.map(\.booking.reference) == [bookings[2].reference, bookings[0].reference])
        #expect(claimed.allSatisfy { $0.notification.status == .sending && $0.notification.attempts == 1 })
    }

    @Test func `what was sent says so, and is not sent again`() throws {
        let booked = try book()
        var desk = try practice.desk()
        let mail = try #require(try desk.claim(as: "worker").first)
        #expect(try desk.record(.sent(providerID: "250 queued as 7"), of: mail))
        let sent = try #require(try desk.ask(Statement.notifications(of: booked.reference)).first)
        #expect(sent.status == .sent && sent.providerID == "250 queued as 7" && sent.sent != nil)
        #expect(sent.messageID == mail.notification.messageID)
        #expect(try desk.claim(as: "worker").isEmpty)
        #expect(try desk.ask(Statement.millisecondsToNextMail) == nil)
    }

    @Test(arguments: [
        (MailOutcome.failed("550 no such user"), Notification.Status.failed),
        (.uncertain("the connection was lost after the data"), .uncertain),
    ])
    func `what failed for good, or may have been sent, is left to people`(
        outcome: MailOutcome, status: Notification.Status
    ) throws {
        let booked = try book()
        var desk = try practice.desk()
        let mail = try #require(try desk.claim(as: "worker").first)
        #expect(try desk.record(outcome, of: mail))
        let recorded = try #require(try desk.ask(Statement.notifications(of: booked.reference)).first)
        #expect(recorded.status == status && recorded.lastError != nil && recorded.sent == nil)
        #expect(try desk.claim(as: "worker").isEmpty)
    }

    @Test func `a mail to be tried again is due when its pause is over`() throws {
        let booked = try book()
        var desk = try practice.desk()
        let mail = try #require(try desk.claim(as: "worker").first)
        #expect(try desk.record(.retry("451 later", after: 300), of: mail))
        #expect(try desk.claim(as: "worker").isEmpty)
        let wait = try #require(try desk.ask(Statement.millisecondsToNextMail))
        #expect((280_000...300_000).contains(wait))
        let queued = try #require(try desk.ask(Statement.notifications(of: booked.reference)).first)
        #expect(queued.status == .queued && queued.lastError == "451 later")
        try practice.sql("update notification set next_attempt_at = clock_timestamp()")
        #expect(try desk.ask(Statement.millisecondsToNextMail) == 0)
        #expect(try desk.claim(as: "worker").first?.notification.attempts == 2)
    }

    @Test func `a mail whose worker died is taken up, and a late word of the dead does not count`() throws {
        let booked = try book()
        var desk = try practice.desk()
        let late = try #require(try desk.claim(as: "dying").first)
        #expect(try desk.claim(as: "next").isEmpty, "the lease holds")
        try practice.letLeasesEnd()
        let next = try #require(try desk.claim(as: "next").first)
        #expect(next.notification.id == late.notification.id && next.notification.attempts == 2)
        #expect(try !desk.record(.failed("too late"), of: late))
        #expect(try desk.record(.sent(providerID: "7"), of: next))
        #expect(try !desk.record(.failed("much too late"), of: next))
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).map(\.status) == [.sent])
    }

    @Test func `a mail that a dead worker may have sent goes out once more under its name, and says so for good`()
        throws
    {
        let booked = try book()
        var desk = try practice.desk()
        let first = try #require(try desk.claim(as: "dying").first)
        try practice.letLeasesEnd()
        let second = try #require(try desk.claim(as: "next").first)
        #expect(second.notification.messageID == first.notification.messageID)
        #expect(second.notification.lastError?.contains("that one may have arrived") == true)
        #expect(try desk.record(.retry("451 later", after: 0), of: second))
        let third = try #require(try desk.claim(as: "next").first)
        #expect(third.notification.lastError?.hasPrefix("451 later; an earlier attempt") == true)
        #expect(try desk.record(.sent(providerID: "7"), of: third))
        let sent = try #require(try desk.ask(Statement.notifications(of: booked.reference)).first)
        #expect(sent.status == .sent)
        #expect(sent.lastError == "an earlier attempt ended without a word: that one may have arrived")
    }

    @Test func `what is given back is free at once, and what was reported of it before counts`() throws {
        for number in 0..<2 { try book(at: number * 60) }
        var desk = try practice.desk()
        let mails = try desk.claim(as: "leaving")
        #expect(try desk.record(.sent(providerID: "7"), of: mails[0]))
        #expect(try desk.claim(as: "next").isEmpty)
        _ = try desk.ask(Statement.releaseMail(worker: "leaving"))
        let free = try desk.claim(as: "next")
        #expect(free.map(\.notification.id) == [mails[1].notification.id])
        #expect(free.allSatisfy { $0.attempt.number == 2 && $0.notification.lastError == nil })
    }

    @Test func `a mail that was given back is withdrawn when its booking has changed meanwhile`() throws {
        let booked = try book()
        var desk = try practice.desk()
        #expect(try desk.claim(as: "leaving").count == 1)
        try desk.cancel(booked)
        _ = try desk.ask(Statement.releaseMail(worker: "leaving"))
        // The cancellation is taken back too: nobody had been told of the booking.
        #expect(try desk.claim(as: "next").isEmpty)
        #expect(try desk.claim(as: "next").isEmpty)
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).map(\.status) == [.failed, .failed])
    }

    @Test func `a mail whose booking is being changed has to wait, and nobody waits for it`() throws {
        let booked = try book()
        var desk = try practice.desk()
        var lock = try LockHolder(practice, "select from booking for update")
        #expect(try desk.claim(as: "worker").isEmpty)
        try lock.release()
        #expect(try desk.claim(as: "worker").map(\.booking.reference) == [booked.reference])
    }

    @Test func `what is reported counts when it is settled, for all mails at once`() throws {
        for number in 0..<4 { try book(at: number * 60) }
        var desk = try practice.desk()
        let mails = try desk.claim(as: "worker")
        let outcomes: [MailOutcome] = [
            .sent(providerID: "7"), .failed("550 no such user"), .uncertain("lost"), .retry("451 later", after: 300),
        ]
        for (mail, outcome) in zip(mails, outcomes) {
            try desk.ask(Statement.report(outcome, of: mail.attempt, worker: "worker"))
        }
        #expect(Set(try desk.ask(Statement.newestNotifications(limit: 9)).map(\.status)) == [.sending])
        let settled = try desk.ask(Statement.settleMail(worker: "worker", isLasting: false))
        #expect(Set(settled) == Set(mails.map(\.notification.id)))
        let after = try desk.ask(Statement.newestNotifications(limit: 9)).reversed()
        #expect(after.map(\.status) == [.sent, .failed, .uncertain, .queued])
        #expect(after.map(\.lastError) == [nil, "550 no such user", "lost", "451 later"])
        #expect(after.map(\.providerID) == ["7", nil, nil, nil])
        #expect(try desk.claim(as: "next").isEmpty)
    }

    @Test func `a report that is said twice counts once`() throws {
        try book()
        var desk = try practice.desk()
        let mail = try #require(try desk.claim(as: "worker").first)
        for _ in 0..<2 { try desk.ask(Statement.report(.sent(providerID: "7"), of: mail.attempt, worker: "worker")) }
        #expect(try desk.ask(Statement.settleMail(worker: "worker", isLasting: true)) == [mail.notification.id])
        #expect(try desk.ask(Statement.settleMail(worker: "worker", isLasting: true)) == [])
        #expect(try !desk.record(.failed("550 no"), of: mail), "a word of before does not touch it any more")
        #expect(try desk.ask(Statement.newestNotifications(limit: 1)).map(\.status) == [.sent])
    }

    @Test func `what a dead worker has reported counts, and of the rest only the first may have gone`() throws {
        for number in 0..<4 { try book(at: number * 60) }
        var desk = try practice.desk()
        let mails = try desk.claim(as: "dying")
        #expect(mails.count == 4)
        try desk.ask(Statement.report(.sent(providerID: "7"), of: mails[0].attempt, worker: "dying"))
        #expect(try desk.claim(as: "next").isEmpty)
        try practice.letLeasesEnd()
        let free = try desk.claim(as: "next")
        #expect(free.map(\.notification.id) == mails.dropFirst().map(\.notification.id))
        #expect(
            free.map(\.notification.lastError) == [
                "an earlier attempt ended without a word: that one may have arrived", nil, nil,
            ])
        let first = try desk.ask(Statement.notifications(of: mails[0].booking.reference))
        #expect(first.map(\.status) == [.sent] && first.map(\.lastError) == [nil])
    }

    @Test func `what a worker has begun and will not hand over is others' soon, but for the one that it may be at`()
        throws
    {
        for number in 0..<4 { try book(at: number * 60) }
        var desk = try practice.desk()
        let mails = try desk.claim(as: "dying")
        try desk.ask(Statement.report(.sent(providerID: "7"), of: mails[0].attempt, worker: "dying"))
        #expect(try desk.claim(as: "next").isEmpty)
        try practice.letStartsPass()
        #expect(try desk.ask(Statement.millisecondsToNextMail) == 0)
        let free = try desk.claim(as: "next")
        #expect(free.map(\.notification.id) == mails.dropFirst(2).map(\.notification.id))
        #expect(free.allSatisfy { $0.attempt.number == 2 && $0.notification.lastError == nil })
        #expect(try desk.claim(as: "next").isEmpty)
        let statuses = try desk.ask(Statement.newestNotifications(limit: 9)).reversed().map(\.status)
        #expect(statuses == [.sent, .sending, .sending, .sending])
        #expect(try desk.record(.sent(providerID: "8"), of: mails[1]), "its worker was not dead, and says so in time")
        #expect(try !desk.record(.sent(providerID: "9"), of: mails[2]))
    }

    @Test func `after a crash of the database, that may have forgotten reports, all waits for its lease`() throws {
        for number in 0..<4 { try book(at: number * 60) }
        var desk = try practice.desk()
        #expect(try desk.claim(as: "dying").count == 4)
        let kind: String = try practice.value(
            "select relpersistence::text as value from pg_class where oid = 'mail_worker'::regclass")
        #expect(kind == "u", "an unlogged table is empty after a crash")
        try practice.letStartsPass()
        try practice.run("truncate touchbase.mail_worker")
        #expect(try desk.claim(as: "next").isEmpty)
    }

    @Test func `a worker that lives has the last word on what it has handed over, long after its lease`() throws {
        for number in 0..<2 { try book(at: number * 60) }
        var desk = try practice.desk()
        let mails = try desk.claim(as: "late")
        try practice.sql("update notification set leased_until = clock_timestamp() - interval '1 hour'")
        #expect(try desk.claim(as: "next").isEmpty, "the first to see it calls for the report")
        let wait = try #require(try desk.ask(Statement.millisecondsToNextMail))
        #expect((10_000...15_000).contains(wait))
        #expect(try desk.record(.sent(providerID: "7"), of: mails[0]))
        #expect(try desk.claim(as: "next").isEmpty)
        try practice.letLeasesEnd()
        #expect(try desk.claim(as: "next").map(\.notification.id) == [mails[1].notification.id])
        #expect(try desk.ask(Statement.notifications(of: mails[0].booking.reference)).map(\.status) == [.sent])
    }

    @Test func `who is settling by itself is left alone, for two who wait for each other get nowhere`() throws {
        for number in 0..<2 { try book(at: number * 60) }
        var desk = try practice.desk()
        let mail = try #require(try desk.claim(as: "slow", limit: 1).first)
        try desk.ask(Statement.report(.sent(providerID: "7"), of: mail.attempt, worker: "slow"))
        try practice.sql("update mail_report set at = at - interval '5 seconds'")
        var settling = try LockHolder(practice, "select settle_mail('slow', true)")
        #expect(try desk.claim(as: "next").count == 1)
        try settling.release()
        #expect(try desk.ask(Statement.notifications(of: mail.booking.reference)).map(\.status) == [.sent])
    }

    @Test func `what a dead worker has reported is settled within seconds, by whoever comes`() throws {
        let booked = try book()
        var desk = try practice.desk()
        let mail = try #require(try desk.claim(as: "dying").first)
        try desk.ask(Statement.report(.sent(providerID: "7"), of: mail.attempt, worker: "dying"))
        let wait = try #require(try desk.ask(Statement.millisecondsToNextMail))
        #expect((3000...5000).contains(wait))
        #expect(try desk.claim(as: "next").isEmpty)
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).map(\.status) == [.sending])
        try practice.sql("update mail_report set at = at - interval '5 seconds'")
        #expect(try desk.claim(as: "next").isEmpty)
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).map(\.status) == [.sent])
    }

    @Test func `of two mails of one booking the second waits for the first`() throws {
        let booked = try book()
        try practice.sql("select queue_mail($1, 'moved')", [booked.id.rawValue])
        var desk = try practice.desk()
        let first = try desk.claim(as: "worker")
        #expect(first.map(\.notification.kind) == [.confirmation])
        #expect(try desk.claim(as: "worker").isEmpty)
        #expect(try desk.record(.sent(providerID: "7"), of: first[0]))
        #expect(try desk.claim(as: "worker").map(\.notification.kind) == [.moved])
    }

    @Test func `a burst's record that a crash of the server took back counts when it is said again`() throws {
        try book()
        var desk = try practice.desk()
        let mail = try #require(try desk.claim(as: "worker").first)
        // As before the attempt: its beginning is lost, too.
        try practice.sql("update notification set status = 'queued', attempts = 0, leased_until = null")
        #expect(try desk.record(.sent(providerID: "7"), of: mail))
        #expect(try desk.ask(Statement.newestNotifications(limit: 1)).map(\.attempts) == [1])
        #expect(try !desk.record(.failed("550 no such user"), of: mail))
    }

    @Test func `resending queues a new mail to the address of today`() throws {
        let booked = try book()
        var desk = try practice.desk()
        let mail = try #require(try desk.claim(as: "worker").first)
        _ = try desk.record(.failed("550 no such user"), of: mail)
        try practice.sql("update customer set email = 'jo@elsewhere.example' where id = 1")
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        let mails = try desk.ask(Statement.notifications(of: booked.reference))
        #expect(mails.map(\.status) == [.failed, .queued])
        #expect(mails.last?.recipient == "jo@elsewhere.example")
        #expect(mails.last?.messageID != mails.first?.messageID)
    }

    @Test func `resending what still waits makes it due, not double`() throws {
        let booked = try book()
        try practice.sql("update notification set next_attempt_at = clock_timestamp() + interval '1 hour'")
        var desk = try practice.desk()
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        #expect(try desk.claim(as: "worker").count == 1)
        #expect(try desk.ask(Statement.resendMail(booked.reference)) == 1)
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).count == 1)
    }

    @Test func `nothing is resent of what is cancelled, only held, or unknown`() throws {
        var desk = try practice.desk()
        let cancelled = try desk.cancel(try book())
        let held = try desk.hold(at: practice.time(600), customer: TestPractice.jo)
        for reference in [cancelled.reference, held.reference, try #require(Reference("222222"))] {
            #expect(try desk.ask(Statement.resendMail(reference)) == 0)
        }
    }

    @Test func `cancelling withdraws a mail that has not gone out`() throws {
        var desk = try practice.desk()
        let cancelled = try desk.cancel(try book())
        let mail = try #require(try desk.ask(Statement.notifications(of: cancelled.reference)).first)
        #expect(mail.status == .failed && mail.lastError?.hasPrefix("withdrawn") == true)
        #expect(try desk.claim(as: "worker").isEmpty)
    }

    @Test func `a mail that was under way when its booking was cancelled is not tried again`() throws {
        var desk = try practice.desk()
        let booked = try book()
        let mail = try #require(try desk.claim(as: "worker").first)
        try desk.cancel(booked)
        #expect(try desk.record(.retry("451 later", after: 0), of: mail))
        #expect(try desk.claim(as: "worker").isEmpty)
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).map(\.status) == [.failed, .failed])
    }

    @Test func `a mail whose worker died is not taken up for a booking that was cancelled`() throws {
        var desk = try practice.desk()
        let booked = try book()
        _ = try desk.claim(as: "dying")
        try desk.cancel(booked)
        try practice.letLeasesEnd()
        #expect(try desk.claim(as: "next").map(\.notification.kind) == [.cancellation])
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).map(\.status) == [.uncertain, .sending])
    }

    @discardableResult private func book(at minute: Int = 600) throws -> Booking {
        var desk = try practice.desk()
        return try desk.confirm(try desk.hold(at: practice.time(minute)))
    }
}

/// A mail that has been begun, and by whom.
@dynamicMemberLookup
struct ClaimedMail {
    let mail: BegunMail
    let worker: String

    subscript<Member>(dynamicMember path: KeyPath<BegunMail, Member>) -> Member { mail[keyPath: path] }
}

extension TestPractice {
    /// What was begun is overdue, and nobody has answered to the call for it.
    func letLeasesEnd() throws {
        try sql("update notification set leased_until = clock_timestamp() where status = 'sending'")
        try sql("update mail_worker set called_until = clock_timestamp()")
    }

    /// The workers hand over nothing more of what they have begun.
    func letStartsPass() throws {
        try sql("update mail_worker set starts_until = clock_timestamp()")
    }
}

extension Store {
    /// Begins mails as a worker does, and reads them.
    mutating func claim(as worker: String, limit: Int = 10) throws -> [ClaimedMail] {
        try ask(Statement.begunMails(ask(Statement.beginMails(worker: worker, limit: limit, lease: 60, start: 30))))
            .map { ClaimedMail(mail: $0, worker: worker) }
    }

    /// False when the attempt is another's by now.
    mutating func record(_ outcome: MailOutcome, of claimed: ClaimedMail) throws -> Bool {
        try ask(Statement.report(outcome, of: claimed.attempt, worker: claimed.worker))
        return try ask(Statement.settleMail(worker: claimed.worker, isLasting: true)) == [claimed.notification.id]
    }
}
