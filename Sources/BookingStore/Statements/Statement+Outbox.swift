public import Booking
public import Postgres

/// A mail that this worker has set aside: nobody else begins it for some seconds.
public struct ReservedMail: Sendable {
    /// As it was after the reservation.
    public let notification: Notification
    public let booking: Booking
    /// What it says, fixed by an earlier attempt; nil: it has never been tried.
    public let letter: KeptLetter?
}

/// An attempt that a worker has begun: nobody else sends the mail while the lease lasts.
public struct MailAttempt: Hashable, Sendable {
    public let mail: NotificationID
    /// From 1.
    public let number: Int

    /// The next one of the mail.
    public init(_ mail: ReservedMail) {
        self.mail = mail.notification.id
        number = mail.notification.attempts + 1
    }
}

extension Statement where Output == [NotificationID] {
    /// Sets up to `limit` mails aside that are due, or whose worker's lease ran out, the longest due first.
    ///
    /// - Parameters:
    ///   - worker: names the process in the rows.
    ///   - seconds: after which others may have those that were not begun.
    public static func reserveMail(worker: String, limit: Int, seconds: Int) -> Statement {
        .all(
            "reserve mail", "select reserve_mail($1, $2::integer, make_interval(secs => $3::integer)) as id",
            [worker, limit, seconds]
        ) { row throws(PostgresError) in NotificationID(rawValue: try row["id"]) }.kept
    }

    /// Fixes what reserved mails say; gives those for which that was done. The others are another worker's by now.
    public static func keep(_ letters: [(NotificationID, KeptLetter)], worker: String) -> Statement {
        .all(
            "keep letters",
            "select keep_letters($1, $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) as id",
            [
                worker, letters.map(\.0.rawValue), letters.map(\.1.sender), letters.map(\.1.subject),
                letters.map(\.1.body), letters.map(\.1.message),
            ]
        ) { row throws(PostgresError) in NotificationID(rawValue: try row["id"]) }.kept
    }
}

extension Statement where Output == [ReservedMail] {
    /// The mails that were reserved, the longest due first. A statement of its own: the one that reserves sees what was
    /// there when it began, and may have waited since.
    public static func reserved(_ mails: [NotificationID]) -> Statement {
        .all(
            "reserved mails",
            """
            select \(NotificationColumns.list(from: "mail")), \(BookingColumns.list(from: "card", prefix: "booking_")),
                   \(KeptLetter.columns)
            from notification mail
            \(NotificationColumns.joins)
            left join letter on letter.notification_id = mail.id
            where mail.id = any ($1::bigint[])
            order by mail.next_attempt_at, mail.id
            """,
            [mails.map(\.rawValue)]
        ) { row throws(PostgresError) in
            ReservedMail(
                notification: try NotificationColumns.read(row),
                booking: try BookingColumns.require(row, prefix: "booking_"), letter: try KeptLetter(row))
        }.kept
    }
}

extension Statement where Output == Int {
    /// Queues the reminders whose time has come; 0.
    public static var queueReminders: Statement { Statement("queue reminders", "select queue_reminders()::text") }

    /// Lets others have what the worker has reserved and not begun; 0.
    public static func releaseMail(worker: String) -> Statement {
        Statement("release mail", "select release_mail($1)::text", [worker])
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

/// One step of a burst, in one statement: what became of the last mail is recorded, and the next one is begun.
public struct MailStep: Sendable {
    public var recorded: (attempt: MailAttempt, outcome: MailOutcome)?
    public var begun: ReservedMail?
    /// Whether the record is on disk when the answer comes, and announced. Else it is soon, and a crash of the server
    /// may take it back: whoever sent the mail repeats the record until one has settled.
    public var settles = true

    public init(recorded: (attempt: MailAttempt, outcome: MailOutcome)? = nil, begun: ReservedMail? = nil) {
        self.recorded = recorded
        self.begun = begun
    }

    /// What came of it.
    public struct Answer: Sendable {
        /// False: the attempt is not this worker's any more, and nothing was recorded.
        public let isRecorded: Bool
        /// Nil: that mail is withdrawn, another worker's, or has to wait.
        public let attempt: MailAttempt?
    }
}

extension Statement where Output == MailStep.Answer {
    /// - Parameter lease: seconds within which the worker will have said what became of the mail that it begins.
    public static func take(_ step: MailStep, worker: String, lease: Int) -> Statement {
        let (status, providerID, problem, delay) = step.recorded.map { columns(of: $0.outcome) } ?? (nil, nil, nil, nil)
        return .one(
            "record and begin mail",
            """
            select record_mail($1::bigint, $2::integer, $3, $4, $5, make_interval(secs => $6::integer), $10,
                               $7::boolean) as is_recorded,
                   begin_mail($8::bigint, $9::integer, $10, make_interval(secs => $11::integer)) as is_begun
            """,
            [
                step.recorded?.attempt.mail.rawValue, step.recorded?.attempt.number, status, providerID, problem, delay,
                step.settles, step.begun?.notification.id.rawValue, step.begun?.notification.attempts, worker, lease,
            ]
        ) { row throws(PostgresError) in
            let isBegun: Bool = try row["is_begun"]
            return MailStep.Answer(
                isRecorded: try row["is_recorded"], attempt: isBegun ? step.begun.map(MailAttempt.init) : nil)
        }.kept
    }

    private static func columns(of outcome: MailOutcome) -> (String?, String?, String?, Int?) {
        switch outcome {
        case .sent(let providerID): ("sent", providerID, nil, nil)
        case .failed(let text): ("failed", nil, text, nil)
        case .uncertain(let text): ("uncertain", nil, text, nil)
        case .retry(let text, let seconds): ("queued", nil, text, seconds)
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
                least((select min(greatest(next_attempt_at, reserved_until)) from notification where status = 'queued'),
                      (select min(leased_until) from notification where status = 'sending'))
                - clock_timestamp()) * 1000)::bigint as wait
            """
        ) { row throws(PostgresError) in try row["wait", as: Int?.self].map { max(0, $0) } }
    }
}
