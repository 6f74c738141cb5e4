import Booking
import BookingStore
import Mail
import Postgres

/// Sends mails as they come due: sleeps until the database announces one or the next is due, and outlives a database that
/// goes away for a while.
struct MailWorker: ~Copyable {
    private let stop: StopSignal
    private let console: Console
    private var round: MailRound
    private var tally: MailTally
    /// What became of a mail and could not be recorded yet.
    private var unrecorded: MailRound.Dealt?

    /// - Throws: when the settings do not allow mail to be sent.
    init(office: inout Office, stop: StopSignal, console: Console) throws {
        self.stop = stop
        self.console = console
        round = try MailRound(office.settings, try office.readPractice())
        let outbox: String? = if case .outbox(let folder) = office.settings.mail { folder } else { nil }
        tally = MailTally(outbox: outbox)
        if let outbox { console.say(TextLine("There is no SMTP_URL: mails are written as files to \(outbox)")) }
    }

    /// Sends what is due now, and ends.
    mutating func sendWhatIsDue(_ office: inout Office) throws -> MailTally {
        try drain(&office.store)
        return tally
    }

    /// Goes on until the stop is given.
    mutating func run(_ office: inout Office) throws -> MailTally {
        var failures = 0
        while !stop.isGiven {
            do {
                try serve(&office)
                failures = 0
            } catch let error as StoreError where error.isLostConnection {
                failures += 1
                console.say(TextLine("The database is away; trying again. \(Failure(error, practice: nil).message)"))
                stop.wait(for: -1, within: .seconds(min(30, 1 << min(failures, 5))))
                try? office.reconnect()
            }
        }
        return tally
    }

    /// Listens first and looks then, so that nothing announced in between is missed.
    private mutating func serve(_ office: inout Office) throws {
        var listener = try office.listen()
        while !stop.isGiven {
            round.practice = try office.readPractice()
            try drain(&office.store)
            let due = try office.store.ask(Statement.millisecondsToNextMail)
            try listener.wait(for: stop, within: .milliseconds(min(due ?? 60_000, 60_000)))
        }
    }

    private mutating func drain(_ store: inout Store) throws {
        if let dealt = unrecorded { try record(dealt, in: &store) }
        while !stop.isGiven, let dealt = try round.next(in: &store) {
            unrecorded = dealt
            try record(dealt, in: &store)
        }
    }

    private mutating func record(_ dealt: MailRound.Dealt, in store: inout Store) throws {
        _ = try store.ask(Statement.record(dealt.outcome, of: dealt.mail))
        unrecorded = nil
        tally.count(dealt.outcome)
        console.say(TextLine(dealt.line(outbox: tally.outbox)))
    }
}

/// How many mails ended in which way.
struct MailTally: Report {
    /// The folder in which mails end as files; nil: a server takes them.
    let outbox: String?
    private var sent = 0
    private var failed = 0
    private var uncertain = 0
    private var retried = 0

    init(outbox: String?) {
        self.outbox = outbox
    }

    mutating func count(_ outcome: MailOutcome) {
        switch outcome {
        case .sent: sent += 1
        case .failed: failed += 1
        case .uncertain: uncertain += 1
        case .retry: retried += 1
        }
    }

    func write(to page: inout TextPage) {
        page.line(
            "\(sent) \(outbox == nil ? "sent" : "written"), \(failed) failed, \(uncertain) uncertain, \(retried) to be tried again"
        )
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("sent", sent)
            json.member("failed", failed)
            json.member("uncertain", uncertain)
            json.member("retried", retried)
        }
    }
}

/// A line for people alone.
struct TextLine: Report {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    func write(to page: inout TextPage) { page.line(text) }
    func write(to json: inout JSONWriter) { json.object { $0.member("message", text) } }
}

extension MailRound.Dealt {
    fileprivate func line(outbox: String?) -> String {
        let what = "\(mail.notification.kind.rawValue) of \(mail.booking.reference)"
        return switch outcome {
        case .sent(let providerID):
            outbox.map { "wrote the \(what) to \($0)/\(providerID)" } ?? "sent the \(what) (\(providerID))"
        case .failed(let text): "failed: the \(what): \(text)"
        case .uncertain(let text): "uncertain: the \(what): \(text)"
        case .retry(let text, let seconds): "later: the \(what), again in \(seconds) s: \(text)"
        }
    }
}

extension StoreError {
    fileprivate var isLostConnection: Bool {
        guard case .database(let error) = self else { return false }
        return error.endsConnection
    }
}
