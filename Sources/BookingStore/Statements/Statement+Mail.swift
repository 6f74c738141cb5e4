public import Availability
public import Booking
public import Postgres

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
    public static var announceMailService: Statement { announce("mail service", 0) }

    /// Whether a living session has said so.
    public static var isMailServiceRunning: Statement { isAnnounced("mail service", 0) }

    /// Says that this session's program hands mails to a mail server, for as long as it lives.
    public static var announceMailServer: Statement { announce("mail server", 1) }

    /// Whether a living session has said so.
    public static var isMailServerKnown: Statement { isAnnounced("mail server", 1) }

    private static func announce(_ what: String, _ number: Int) -> Statement {
        .one("announce \(what)", "select pg_advisory_lock_shared(4, \(number))::text is not null as announced") {
            row throws(PostgresError) in try row["announced"]
        }
    }

    /// Looked up, not tried: two who try at once would meet each other.
    private static func isAnnounced(_ what: String, _ number: Int) -> Statement {
        .one(
            "look for \(what)",
            """
            select exists (
                select from pg_locks join pg_database on pg_database.oid = pg_locks.database
                where datname = current_database() and locktype = 'advisory' and granted
                  and (classid, objid, objsubid) = (4, \(number), 2)) as is_announced
            """
        ) { row throws(PostgresError) in try row["is_announced"] }
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
            where booking.blocks and \(SpanFilter.overlapsSpan) order by mail.id
            """,
            SpanFilter.parameters(span)
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
    /// It is counted as failed or uncertain: somebody should see to it.
    public let isUndelivered: Bool
}

extension Statement where Output == [MailRecord] {
    /// The newest mails with their bookings, newest first; but before them, however old they are, those that somebody
    /// should see to.
    ///
    /// Row by row (`offset 0`): else the whole table of bookings is joined for these few.
    ///
    /// - Parameter limit: of the newest, and of the others, too.
    public static func newestMails(limit: Int) -> Statement {
        .all(
            "mail log",
            """
            with undelivered as (
                select mail.id from \(NotificationColumns.undelivered) order by mail.id desc limit $1::integer)
            select \(NotificationColumns.list(from: "mail")),
                   \(BookingColumns.list(from: "card", prefix: "booking_")), \(KeptLetter.columns),
                   mail.id in (select id from undelivered) as is_undelivered
            from (select * from notification
                  where id = any (array(
                      (select id from notification order by id desc limit $1::integer)
                      union select id from undelivered))) mail
            join booking on booking.id = mail.booking_id
            cross join lateral (select * from booking_card where id = mail.booking_id offset 0) card
            left join letter on letter.notification_id = mail.id
            order by is_undelivered desc, mail.id desc
            """,
            [limit]
        ) { row throws(PostgresError) in
            MailRecord(
                notification: try NotificationColumns.read(row),
                booking: try BookingColumns.require(row, prefix: "booking_"), letter: try KeptLetter(row),
                isUndelivered: try row["is_undelivered"])
        }
    }
}

extension KeptLetter {
    static let columns = "letter.sender, letter.subject, letter.body, letter.message"

    /// Nil when the mail has none yet.
    init?(_ row: Row) throws(PostgresError) {
        guard let message = try row["message", as: String?.self] else { return nil }
        self.init(sender: try row["sender"], subject: try row["subject"], body: try row["body"], message: message)
    }
}

/// The columns of a notification, joined with its "booking".
enum NotificationColumns {
    /// The latest mail of each booking that is yet to come, where it did not arrive as far as is known.
    static let undelivered = """
        notification mail join booking b on b.id = mail.booking_id
        and mail.status in ('failed', 'uncertain') and mail.last_error not like 'withdrawn:%'
        and (b.status = 'confirmed' or b.status = 'cancelled' and mail.kind = 'cancellation')
        and b.ends_at > clock_timestamp()
        and not exists (select from notification later
                        where later.booking_id = mail.booking_id and later.id > mail.id)
        """

    static func list(from mail: String) -> String {
        """
        \(mail).id as mail_id, booking.reference as mail_booking, \(mail).kind, \(mail).recipient,
        \(mail).status as mail_status, \(mail).message_id, booking.calendar_uid::text, \(mail).sequence,
        \(mail).provider_id, \(mail).attempts, floor(date_part('epoch', \(mail).queued_at))::bigint as queued_at,
        floor(date_part('epoch', \(mail).due_at))::bigint as due_at,
        case \(mail).status when 'queued' then ceil(date_part('epoch', \(mail).next_attempt_at))::bigint end as next_at,
        floor(date_part('epoch', \(mail).sent_at))::bigint as sent_at, \(mail).last_error
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
