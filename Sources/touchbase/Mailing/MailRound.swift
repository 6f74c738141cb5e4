import Availability
import Booking
import BookingStore
import Mail
import Postgres

/// Claims what is due in the outbox, sends it, and records what became of it: one mail at a time.
struct MailRound: ~Copyable {
    private var carrier: Carrier
    /// As it is now: sender, brand and phone stand in the mails.
    var practice: PracticeView
    private let worker: String
    /// Seconds; longer than one attempt can take.
    private let lease: Int

    /// - Parameter deadlines: how long one mail may take. The lease is a minute longer.
    /// - Throws: when the settings do not allow mail to be sent.
    init(_ settings: Settings, _ practice: PracticeView, deadlines: SMTPDeadlines = SMTPDeadlines()) throws {
        carrier = try Carrier(settings.mail, deadlines: deadlines)
        self.practice = practice
        worker = "\(settings.desk.terminal)/\(ProcessName.own)"
        lease = deadlines.total + 60
    }

    /// One mail that was dealt with.
    struct Dealt {
        var mail: ClaimedMail
        var outcome: MailOutcome
    }

    /// Sends the mail that has been due longest; nil when none is due.
    mutating func next(in store: inout Store) throws -> Dealt? {
        guard var mail = try store.ask(Statement.claimMail(worker: worker, limit: 1, lease: lease)).first else {
            return nil
        }
        // Read anew: the claim takes a row that was committed after its own statement began, and that statement sees the
        // booking as it was before.
        mail.booking = try store.ask(Statement.booking(mail.notification.booking)) ?? mail.booking
        return Dealt(mail: mail, outcome: MailAttempt(mail: mail, practice: practice).outcome(by: &carrier, now: .now))
    }
}
