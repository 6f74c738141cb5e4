public import Availability
public import Booking
public import Postgres

/// A mail that this worker has claimed: nobody else sends it while the lease lasts.
public struct ClaimedMail: Sendable {
    public let notification: Notification
    /// As it was when the claim began; a confirmation that was just then being committed is not in it.
    public var booking: Booking
}

extension Statement where Output == [ClaimedMail] {
    /// Takes up to `limit` mails that are due, or whose worker's lease ran out, the longest due first.
    ///
    /// - Parameters:
    ///   - worker: names the process in the row.
    ///   - lease: seconds within which the worker will have said what became of each.
    public static func claimMail(worker: String, limit: Int, lease: Int) -> Statement {
        .all(
            "claim mail",
            """
            select \(NotificationColumns.list(from: "mail")),
                   \(BookingColumns.list(from: "card", prefix: "booking_"))
            from claim_mail($1, $2::integer, make_interval(secs => $3::integer)) mail
            join booking_card card on card.id = mail.booking_id
            order by mail.next_attempt_at, mail.id
            """,
            [worker, limit, lease]
        ) { row throws(PostgresError) in
            ClaimedMail(
                notification: try NotificationColumns.read(row),
                booking: try BookingColumns.require(row, prefix: "booking_"))
        }
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
            from notification mail join booking card on card.id = mail.booking_id
            where card.reference = $1 order by mail.id
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
            from notification mail join booking card on card.id = mail.booking_id
            where card.blocks and \(Occupancies.overlapsSpan) order by mail.id
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
            from notification mail join booking card on card.id = mail.booking_id
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
}

extension Statement where Output == [MailRecord] {
    /// The newest mails with their bookings, newest first.
    public static func newestMails(limit: Int) -> Statement {
        .all(
            "mail log",
            """
            select \(NotificationColumns.list(from: "mail")),
                   \(BookingColumns.list(from: "card", prefix: "booking_"))
            from (select * from notification order by id desc limit $1::integer) mail
            join booking_card card on card.id = mail.booking_id
            order by mail.id desc
            """,
            [limit]
        ) { row throws(PostgresError) in
            MailRecord(
                notification: try NotificationColumns.read(row),
                booking: try BookingColumns.require(row, prefix: "booking_"))
        }
    }
}

/// The columns of a notification, joined with its booking as "card".
private enum NotificationColumns {
    static func list(from mail: String) -> String {
        """
        \(mail).id as mail_id, card.reference as mail_booking, \(mail).kind, \(mail).recipient,
        \(mail).status as mail_status, \(mail).message_id, \(mail).provider_id, \(mail).attempts,
        floor(extract(epoch from \(mail).queued_at))::bigint as queued_at,
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
            messageID: try row["message_id"], providerID: try row["provider_id"], attempts: try row["attempts"],
            queued: try BookingColumns.instant(row, "queued_at"),
            sent: try row["sent_at", as: Int64?.self].map { Instant(secondsSinceEpoch: $0) },
            lastError: try row["last_error"])
    }
}
