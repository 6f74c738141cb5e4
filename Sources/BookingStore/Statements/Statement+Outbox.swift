public import Booking
public import Postgres

/// A mail that this worker has begun: nobody else sends it while the lease lasts.
public struct BegunMail: Sendable {
    /// As it was when it had been begun.
    public let notification: Notification
    public let booking: Booking
    /// What it says, fixed by an earlier attempt; nil: it has never been tried.
    public let letter: KeptLetter?

    public var attempt: MailAttempt { MailAttempt(mail: notification.id, number: notification.attempts) }
}

/// One attempt to send a mail.
public struct MailAttempt: Hashable, Sendable {
    public let mail: NotificationID
    /// From 1, and never used again.
    public let number: Int
}

extension Statement where Output == [NotificationID] {
    /// Begins up to `limit` mails that are due, or that another worker has begun and left, the longest due first: from
    /// then on each may be on its way.
    ///
    /// - Parameters:
    ///   - worker: names the process in the rows, and no other one.
    ///   - lease: seconds within which it will have reported what became of those that it has handed over.
    ///   - start: seconds after which it will hand over none of them any more, nor of those that it has begun before. In
    ///     the order in which they are given, and each when the report of the one before has been answered.
    public static func beginMails(worker: String, limit: Int, lease: Int, start: Int) -> Statement {
        .all(
            "begin mails",
            """
            select begin_mails($1, $2::integer, make_interval(secs => $3::integer),
                               make_interval(secs => $4::integer)) as id
            """,
            [worker, limit, lease, start]
        ) { row throws(PostgresError) in NotificationID(rawValue: try row["id"]) }.kept
    }

    /// Makes what the worker has reported the state of its mails, and announces it. Gives the mails for which that was
    /// done: of the others the attempt is not this worker's any more.
    ///
    /// - Parameter isLasting: all of it is on disk when the answer comes. Else a crash of the server may take it back.
    public static func settleMail(worker: String, isLasting: Bool) -> Statement {
        .all("settle mail", "select settle_mail($1, $2::boolean) as id", [worker, isLasting]) {
            row throws(PostgresError) in NotificationID(rawValue: try row["id"])
        }.kept
    }

    /// Fixes what begun mails say; gives those for which that was done. The others are another worker's by now.
    public static func keep(_ letters: [(NotificationID, KeptLetter)], worker: String) -> Statement {
        // The long texts one by one: as one array each quotation mark in them would have to be escaped.
        let messages = letters.indices.map { "$\($0 + 6)::text" }.joined(separator: ", ")
        return .all(
            "keep letters",
            "select keep_letters($1, $2::bigint[], $3::text[], $4::text[], $5::text[], array[\(messages)]) as id",
            [
                worker, letters.map(\.0.rawValue), letters.map(\.1.sender), letters.map(\.1.subject),
                letters.map(\.1.body),
            ] + letters.map(\.1.message)
        ) { row throws(PostgresError) in NotificationID(rawValue: try row["id"]) }.kept
    }
}

extension Statement where Output == [BegunMail] {
    /// The mails that were begun, the longest due first. A statement of its own: the one that begins them sees what was
    /// there when it was sent, and may have waited since.
    ///
    /// Row by row, by their ids (`offset 0`): else a small practice's whole table of bookings is joined for some mails.
    public static func begunMails(_ mails: [NotificationID]) -> Statement {
        .all(
            "begun mails",
            """
            select \(NotificationColumns.list(from: "mail")), \(BookingColumns.list(from: "card", prefix: "booking_")),
                   \(KeptLetter.columns)
            from unnest($1::bigint[]) wanted (id)
            cross join lateral (select * from notification where id = wanted.id offset 0) mail
            cross join lateral (
                select reference, calendar_uid from booking where id = mail.booking_id offset 0) booking
            cross join lateral (select * from booking_card where id = mail.booking_id offset 0) card
            left join lateral (select * from letter where notification_id = mail.id offset 0) letter on true
            order by mail.next_attempt_at, mail.id
            """,
            [mails.map(\.rawValue)]
        ) { row throws(PostgresError) in
            BegunMail(
                notification: try NotificationColumns.read(row),
                booking: try BookingColumns.require(row, prefix: "booking_"), letter: try KeptLetter(row))
        }.kept
    }
}

extension Statement where Output == Int {
    /// Queues the reminders whose time has come; 0.
    public static var queueReminders: Statement { Statement("queue reminders", "select queue_reminders()::text") }

    /// Lets others have what the worker has begun, when it will hand over none of it; 0.
    public static func releaseMail(worker: String) -> Statement {
        Statement("release mail", "select release_mail($1)::text", [worker]).kept
    }
}

/// What became of an attempt to send a mail.
public enum MailOutcome: Hashable, Sendable {
    /// The server took it; what it called the mail.
    case sent(providerID: String)
    /// It will never be taken; what was said.
    case failed(String)
    /// Whether it was taken is not known; what happened.
    case uncertain(String)
    /// Not now; what was said, and after how many seconds to try again.
    case retry(String, after: Int)
}

extension Statement where Output == Void {
    /// Says what became of an attempt. It counts when it is settled; when the answer comes it is not yet on disk, and a
    /// crash of the server may take it back: whoever sent the mail repeats it until then.
    public static func report(_ outcome: MailOutcome, of attempt: MailAttempt, worker: String) -> Statement {
        let (name, providerID, problem, delay) = columns(of: outcome)
        return Statement(
            "report mail",
            """
            select report_mail($1::bigint, $2::integer, $3, $4::mail_outcome, $5, $6, make_interval(secs => $7::integer))
            """,
            [attempt.mail.rawValue, attempt.number, worker, name, providerID, problem, delay]
        ) { _ in }.kept
    }

    private static func columns(of outcome: MailOutcome) -> (String, String?, String?, Int?) {
        switch outcome {
        case .sent(let providerID): ("sent", providerID, nil, nil)
        case .failed(let text): ("failed", nil, text, nil)
        case .uncertain(let text): ("uncertain", nil, text, nil)
        case .retry(let text, let seconds): ("retry", nil, text, seconds)
        }
    }
}

extension Statement where Output == Int? {
    /// Milliseconds until the next mail is due, or something that a dead worker has left; not negative, nil when nothing
    /// waits.
    public static var millisecondsToNextMail: Statement {
        .one(
            "next mail",
            """
            select ceil(extract(epoch from
                least((select min(next_attempt_at) from notification where status = 'queued'),
                      (select min(greatest(leased_until, called_until))
                       from notification left join mail_worker using (worker) where status = 'sending'),
                      (select min(starts_until) from mail_worker
                       where exists (select from notification
                                     where status = 'sending' and worker = mail_worker.worker offset 1)),
                      (select min(at) + interval '5 seconds' from mail_report))
                - clock_timestamp()) * 1000)::bigint as wait
            """
        ) { row throws(PostgresError) in try row["wait", as: Int?.self].map { max(0, $0) } }
    }
}
