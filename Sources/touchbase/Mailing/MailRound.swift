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
    private let templates: LetterTemplates
    private let worker: String
    /// Seconds; longer than one attempt can take.
    private let lease: Int

    /// - Parameter deadlines: how long one mail may take. The lease is a minute longer.
    /// - Throws: when the settings or the templates do not allow mail to be sent.
    init(_ settings: Settings, _ practice: PracticeView, deadlines: SMTPDeadlines = SMTPDeadlines()) throws {
        let templates = try settings.letterTemplates()
        carrier = try Carrier(settings.mail, deadlines: deadlines)
        self.templates = templates
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
        while true {
            let claimed = try store.ask(Statement.claimMail(worker: worker, limit: 1, lease: lease))
            guard let mail = try store.ask(Statement.claimed(claimed)).first else { return nil }
            CrashPoint.claimed.pass()
            // Nil: it took us too long, and the mail is another worker's by now.
            if let outcome = try outcome(of: mail, in: &store) { return Dealt(mail: mail, outcome: outcome) }
        }
    }

    private mutating func outcome(of mail: ClaimedMail, in store: inout Store) throws -> MailOutcome? {
        let attempt = MailAttempt(mail: mail, practice: practice, templates: templates)
        let parcel: MailAttempt.Parcel
        do throws(MailAttempt.Obstacle) {
            parcel = try attempt.parcel()
        } catch {
            return .failed(error.text)
        }
        if mail.letter == nil, try !store.ask(Statement.keep(parcel.letter, of: mail)) { return nil }
        CrashPoint.kept.pass()
        let delivery = carrier.deliver(parcel.message)
        CrashPoint.delivered.pass()
        return attempt.outcome(of: delivery, now: .now)
    }
}
