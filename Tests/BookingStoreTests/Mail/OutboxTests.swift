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
        var lock = try LockHolder(practice, "select reserve_mail('slow', 1, interval '1 minute')")
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
        try practice.sql("update notification set leased_until = clock_timestamp()")
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
        try practice.sql("update notification set leased_until = clock_timestamp()")
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

    @Test func `what a dead worker had set aside and not begun is free after some seconds, as if never touched`()
        throws
    {
        for number in 0..<3 { try book(at: number * 60) }
        var desk = try practice.desk()
        let reserved = try desk.reserve(as: "dying")
        #expect(reserved.count == 3)
        #expect(try desk.begin(reserved[0], as: "dying") != nil)
        #expect(try desk.claim(as: "next").isEmpty)
        let wait = try #require(try desk.ask(Statement.millisecondsToNextMail))
        #expect((5000...10_000).contains(wait))
        try practice.sql("update notification set reserved_until = clock_timestamp() where reserved_until is not null")
        let free = try desk.claim(as: "next")
        #expect(free.map(\.notification.id) == reserved.dropFirst().map(\.notification.id))
        #expect(free.allSatisfy { $0.notification.attempts == 1 && $0.notification.lastError == nil })
        #expect(try desk.begin(reserved[1], as: "dying") == nil)
    }

    @Test func `what a worker without a session takes for its own attempt may be another's`() throws {
        try book()
        var desk = try practice.desk()
        let reserved = try #require(try desk.reserve(as: "lost").first)
        try practice.sql("update notification set reserved_until = clock_timestamp()")
        let begun = try #require(try desk.claim(as: "next").first)
        #expect(begun.attempt == MailAttempt(reserved))
        #expect(try !desk.record(.retry("put back", after: 0), of: MailAttempt(reserved), as: "lost"))
        #expect(try desk.record(.sent(providerID: "7"), of: begun))
    }

    @Test func `what is given back is free at once`() throws {
        try book()
        var desk = try practice.desk()
        #expect(try desk.reserve(as: "leaving").count == 1)
        #expect(try desk.reserve(as: "next").isEmpty)
        _ = try desk.ask(Statement.releaseMail(worker: "leaving"))
        #expect(try desk.reserve(as: "next").count == 1)
    }

    @Test func `a mail that was set aside is withdrawn with its booking, and not begun`() throws {
        let booked = try book()
        var desk = try practice.desk()
        let reserved = try #require(try desk.reserve(as: "worker").first)
        try desk.cancel(booked)
        #expect(try desk.begin(reserved, as: "worker") == nil)
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).map(\.status) == [.failed])
    }

    @Test func `a mail whose booking is being changed has to wait, and nobody waits for it`() throws {
        let booked = try book()
        var desk = try practice.desk()
        let reserved = try #require(try desk.reserve(as: "worker").first)
        var lock = try LockHolder(practice, "select from booking for update")
        #expect(try desk.begin(reserved, as: "worker") == nil)
        try lock.release()
        #expect(try desk.claim(as: "worker").map(\.booking.reference) == [booked.reference])
    }

    @Test func `one statement records a mail and begins the next`() throws {
        for number in 0..<2 { try book(at: number * 60) }
        var desk = try practice.desk()
        let reserved = try desk.reserve(as: "worker")
        let first = try #require(try desk.begin(reserved[0], as: "worker"))
        var step = MailStep(recorded: (first, .sent(providerID: "7")), begun: reserved[1])
        step.settles = false
        let answer = try desk.ask(Statement.take(step, worker: "worker", lease: 60))
        #expect(answer.isRecorded && answer.attempt == MailAttempt(reserved[1]))
        #expect(try desk.ask(Statement.newestNotifications(limit: 9)).map(\.status) == [.sending, .sent])
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
        try practice.sql("update notification set leased_until = clock_timestamp() where status = 'sending'")
        #expect(try desk.claim(as: "next").map(\.notification.kind) == [.cancellation])
        #expect(try desk.ask(Statement.notifications(of: booked.reference)).map(\.status) == [.uncertain, .sending])
    }

    @discardableResult private func book(at minute: Int = 600) throws -> Booking {
        var desk = try practice.desk()
        return try desk.confirm(try desk.hold(at: practice.time(minute)))
    }
}

/// A mail that has been begun, as it is now.
struct BegunMail {
    let attempt: MailAttempt
    let worker: String
    let notification: Notification
    let booking: Booking
    let letter: KeptLetter?
}

extension Store {
    /// Reserves mails as a worker does, and reads them.
    mutating func reserve(as worker: String, limit: Int = 10) throws -> [ReservedMail] {
        try ask(Statement.reserved(ask(Statement.reserveMail(worker: worker, limit: limit, seconds: 10))))
    }

    /// Reserves mails and begins all of them that can be begun.
    mutating func claim(as worker: String, limit: Int = 10) throws -> [BegunMail] {
        try reserve(as: worker, limit: limit).compactMap { mail in
            guard let attempt = try begin(mail, as: worker) else { return nil }
            return try ask(Statement.reserved([mail.notification.id])).first.map {
                BegunMail(
                    attempt: attempt, worker: worker, notification: $0.notification, booking: $0.booking,
                    letter: $0.letter)
            }
        }
    }

    mutating func begin(_ mail: ReservedMail, as worker: String) throws -> MailAttempt? {
        try ask(Statement.take(MailStep(begun: mail), worker: worker, lease: 60)).attempt
    }

    /// False when the attempt is another's by now.
    mutating func record(_ outcome: MailOutcome, of mail: BegunMail) throws -> Bool {
        try record(outcome, of: mail.attempt, as: mail.worker)
    }

    mutating func record(_ outcome: MailOutcome, of attempt: MailAttempt, as worker: String) throws -> Bool {
        try ask(Statement.take(MailStep(recorded: (attempt, outcome)), worker: worker, lease: 60)).isRecorded
    }
}
