public import Availability
public import Booking
public import Postgres

/// A mail that this worker has claimed: nobody else sends it while the lease lasts.
public struct ClaimedMail: Sendable {
    public let notification: Notification
    /// As it was after the claim.
    public let booking: Booking
    /// The booking has been moved or cancelled since: the mail is not true any more.
    public let isOutOfDate: Bool
    /// What it says, fixed by an earlier attempt; nil: this is the first.
    public let letter: KeptLetter?
}

/// What a mail says, word for word, as each of its attempts sends it.
public struct KeptLetter: Hashable, Sendable {
    /// The sender's address.
    public let sender: String
    public let subject: String
    /// The plain text, for people to read.
    public let body: String
    /// The bytes that travel, which are UTF-8.
    public let message: String

    public init(sender: String, subject: String, body: String, message: String) {
        self.sender = sender
        self.subject = subject
        self.body = body
        self.message = message
    }
}

extension Statement where Output == [NotificationID] {
    /// Takes up to `limit` mails that are due, or whose worker's lease ran out, the longest due first.
    ///
    /// - Parameters:
    ///   - worker: names the process in the row.
    ///   - lease: seconds within which the worker will have said what became of each.
    public static func claimMail(worker: String, limit: Int, lease: Int) -> Statement {
        .all(
            "claim mail", "select claim_mail($1, $2::integer, make_interval(secs => $3::integer)) as id",
            [worker, limit, lease]
        ) { row throws(PostgresError) in NotificationID(rawValue: try row["id"]) }
    }
}

extension Statement where Output == [ClaimedMail] {
    /// The mails that were claimed, the longest due first. A statement of its own: the one that claims sees what was
    /// there when it began, and may have waited since.
    public static func claimed(_ mails: [NotificationID]) -> Statement {
        .all(
            "claimed mails",
            """
            select \(NotificationColumns.list(from: "mail")), \(BookingColumns.list(from: "card", prefix: "booking_")),
                   booking.sequence > mail.sequence as is_out_of_date, \(KeptLetter.columns)
            from notification mail
            \(NotificationColumns.joins)
            left join letter on letter.notification_id = mail.id
            where mail.id = any ($1::bigint[])
            order by mail.next_attempt_at, mail.id
            """,
            [mails.map(\.rawValue)]
        ) { row throws(PostgresError) in
            ClaimedMail(
                notification: try NotificationColumns.read(row),
                booking: try BookingColumns.require(row, prefix: "booking_"),
                isOutOfDate: try row["is_out_of_date"], letter: try KeptLetter(row))
        }
    }
}

extension Statement where Output == Bool {
    /// Fixes what a claimed mail says; false when the lease had run out and the mail is another worker's.
    public static func keep(_ letter: KeptLetter, of mail: ClaimedMail) -> Statement {
        .one(
            "keep letter", "select keep_letter($1::bigint, $2::integer, $3, $4, $5, $6) as kept",
            [
                mail.notification.id.rawValue, mail.notification.attempts, letter.sender, letter.subject, letter.body,
                letter.message,
            ]
        ) { row throws(PostgresError) in try row["kept"] }
    }
}

extension Statement where Output == Int {
    /// Queues the reminders whose time has come; 0.
    public static var queueReminders: Statement { Statement("queue reminders", "select queue_reminders()::text") }
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

extension Statement where Output == Bool {
    /// Records what became of a claimed mail; false when the lease had run out and the mail is another worker's.
    public static func record(_ outcome: MailOutcome, of mail: ClaimedMail) -> Statement {
        let (status, providerID, problem, delay): (String, String?, String?, Int?) =
            switch outcome {
            case .sent(let providerID): ("sent", providerID, nil, nil)
            case .failed(let text): ("failed", nil, text, nil)
            case .uncertain(let text): ("uncertain", nil, text, nil)
            case .retry(let text, let seconds): ("queued", nil, text, seconds)
            }
        return .one(
            "record mail",
            "select record_mail($1::bigint, $2::integer, $3, $4, $5, make_interval(secs => $6::integer)) as recorded",
            [mail.notification.id.rawValue, mail.notification.attempts, status, providerID, problem, delay]
        ) { row throws(PostgresError) in try row["recorded"] }
    }
}

extension Statement where Output == Int {
    /// Queues the booking's mail once more; 0 when it has none to send (no customer, no address, cancelled).
    public static func resendMail(_ reference: Reference) -> Statement {
        .one("resend mail", "select resend_mail($1) as queued", [reference.description]) {
            row throws(PostgresError) in try row["queued"]
        }
    }
}

extension Statement where Output == Bool {
    /// Says that a service sends the mails of this practice, for as long as this session lives.
    public static var announceMailService: Statement {
        .one("announce mail service", "select pg_advisory_lock_shared(4, 0)::text is not null as announced") {
            row throws(PostgresError) in try row["announced"]
        }
    }

    /// Whether a living session has said so. Looked up, not tried: two who try at once would meet each other.
    public static var isMailServiceRunning: Statement {
        .one(
            "look for mail service",
            """
            select exists (
                select from pg_locks join pg_database on pg_database.oid = pg_locks.database
                where datname = current_database() and locktype = 'advisory' and granted
                  and (classid, objid, objsubid) = (4, 0, 2)) as is_running
            """
        ) { row throws(PostgresError) in try row["is_running"] }
    }
}

extension Statement where Output == Int? {
    /// Milliseconds until the next mail is due, not negative; nil when none waits.
    public static var millisecondsToNextMail: Statement {
        .one(
            "next mail",
            """
            select ceil(extract(epoch from
                min(case status when 'queued' then next_attempt_at else leased_until end) - clock_timestamp())
                * 1000)::bigint as wait
            from notification where status in ('queued', 'sending')
            """
        ) { row throws(PostgresError) in try row["wait", as: Int?.self].map { max(0, $0) } }
    }
}

extension Statement where Output == [Notification] {
    /// The mails of one booking, oldest first.
    public static func notifications(of reference: Reference) -> Statement {
        .all(
            "notifications of a booking",
            """
            select \(NotificationColumns.list(from: "mail"))
            from notification mail join booking on booking.id = mail.booking_id
            where booking.reference = $1 order by mail.id
            """,
            [reference.description]
        ) { row throws(PostgresError) in try NotificationColumns.read(row) }
    }

    /// The mails of what `bookings(during:)` gives, oldest first.
    public static func notifications(during span: Interval) -> Statement {
        .all(
            "notifications of a span",
            """
            select \(NotificationColumns.list(from: "mail"))
            from notification mail join booking on booking.id = mail.booking_id
            where booking.blocks and \(Occupancies.overlapsSpan) order by mail.id
            """,
            Occupancies.parameters(span)
        ) { row throws(PostgresError) in try NotificationColumns.read(row) }
    }

    /// The newest mails, newest first.
    public static func newestNotifications(limit: Int) -> Statement {
        .all(
            "notifications",
            """
            select \(NotificationColumns.list(from: "mail"))
            from notification mail join booking on booking.id = mail.booking_id
            order by mail.id desc limit $1::integer
            """,
            [limit]
        ) { row throws(PostgresError) in try NotificationColumns.read(row) }
    }
}

/// A mail with the booking that it is about.
public struct MailRecord: Sendable {
    public let notification: Notification
    public let booking: Booking
    /// What it says; nil: it was not tried yet.
    public let letter: KeptLetter?
}

extension Statement where Output == [MailRecord] {
    /// The newest mails with their bookings, newest first.
    public static func newestMails(limit: Int) -> Statement {
        .all(
            "mail log",
            """
            select \(NotificationColumns.list(from: "mail")),
                   \(BookingColumns.list(from: "card", prefix: "booking_")), \(KeptLetter.columns)
            from (select * from notification order by id desc limit $1::integer) mail
            \(NotificationColumns.joins)
            left join letter on letter.notification_id = mail.id
            order by mail.id desc
            """,
            [limit]
        ) { row throws(PostgresError) in
            MailRecord(
                notification: try NotificationColumns.read(row),
                booking: try BookingColumns.require(row, prefix: "booking_"), letter: try KeptLetter(row))
        }
    }
}

extension KeptLetter {
    fileprivate static let columns = "letter.sender, letter.subject, letter.body, letter.message"

    /// Nil when the mail has none yet.
    fileprivate init?(_ row: Row) throws(PostgresError) {
        guard let message = try row["message", as: String?.self] else { return nil }
        self.init(sender: try row["sender"], subject: try row["subject"], body: try row["body"], message: message)
    }
}

/// The columns of a notification, joined with its "booking".
private enum NotificationColumns {
    /// A mail's booking, as it stands in the table and as people see it.
    static let joins = """
        join booking on booking.id = mail.booking_id join booking_card card on card.id = mail.booking_id
        """

    static func list(from mail: String) -> String {
        """
        \(mail).id as mail_id, booking.reference as mail_booking, \(mail).kind, \(mail).recipient,
        \(mail).status as mail_status, \(mail).message_id, booking.calendar_uid::text, \(mail).sequence,
        \(mail).provider_id, \(mail).attempts, floor(extract(epoch from \(mail).queued_at))::bigint as queued_at,
        floor(extract(epoch from \(mail).due_at))::bigint as due_at,
        case \(mail).status when 'queued' then ceil(extract(epoch from \(mail).next_attempt_at))::bigint end as next_at,
        floor(extract(epoch from \(mail).sent_at))::bigint as sent_at, \(mail).last_error
        """
    }

    static func read(_ row: Row) throws(PostgresError) -> Notification {
        Notification(
            id: NotificationID(rawValue: try row["mail_id"]),
            booking: try row.value("mail_booking", as: String.self) { Reference($0) },
            kind: try row.value("kind", as: String.self) { Notification.Kind(rawValue: $0) },
            recipient: try row["recipient"],
            status: try row.value("mail_status", as: String.self) { Notification.Status(rawValue: $0) },
            messageID: try row["message_id"], calendarID: try row["calendar_uid"], sequence: try row["sequence"],
            providerID: try row["provider_id"], attempts: try row["attempts"],
            queued: try BookingColumns.instant(row, "queued_at"), due: try BookingColumns.instant(row, "due_at"),
            nextAttempt: try row["next_at", as: Int64?.self].map { Instant(secondsSinceEpoch: $0) },
            sent: try row["sent_at", as: Int64?.self].map { Instant(secondsSinceEpoch: $0) },
            lastError: try row["last_error"])
    }
}
