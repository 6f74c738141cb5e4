import Booking
import BookingStore
import Mail
import Postgres

/// Sends mails as they come due: sleeps until the database announces one or the next is due, and outlives a database
/// that goes away for a while, or refuses what it is asked.
///
/// What became of a mail is offered to the database until it takes it, and nothing is sent meanwhile: a worker that ended
/// would leave a mail that has gone to others, who would send it again.
struct MailWorker: ~Copyable {
    /// Who runs the worker: mails are not sent from two places that know different mail servers.
    enum Post {
        /// A person or a service: it sends, and while a service does, desks stand by.
        case service
        /// A desk, for as long as it is open.
        case desk
    }

    private let post: Post
    private let stop: StopSignal
    private let console: Console
    private var round: MailRound
    private var tally: MailTally
    /// In which it is said that a service sends the mails.
    private var announcement: Store?
    /// How often the database could not do its part since it last did.
    private var failures = 0

    /// - Throws: when the settings do not allow mail to be sent.
    init(office: inout Office, as post: Post, stop: StopSignal, console: Console) throws {
        self.post = post
        self.stop = stop
        self.console = console
        round = try MailRound(office.settings, try office.readPractice())
        let outbox: String? = if case .outbox(let folder) = office.settings.mail { folder } else { nil }
        tally = MailTally(outbox: outbox)
    }

    /// Sends what is due now, and ends.
    mutating func sendWhatIsDue(_ office: inout Office) throws -> MailTally {
        if let outbox = tally.outbox { say("There is no SMTP_URL: mails are written as files to \(outbox)") }
        do {
            try drain(&office.store)
        } catch {
            try settleUp(&office)
            throw error
        }
        return tally
    }

    /// Goes on until the stop is given. Says at first what it does, and later only what did not go well.
    mutating func run(_ office: inout Office) throws -> MailTally {
        switch office.settings.mail {
        case .outbox(let folder):
            say("There is no SMTP_URL: mails are written as files to \(folder), as they come due.")
        case .server(let server, _): say("Sending mails through \(server), as they come due.")
        case .unusable: break
        }
        say("To stop: Ctrl-C, or SIGTERM. What became of each mail: touchbase mail list")
        while !stop.isGiven {
            do {
                try serve(&office)
            } catch let error as StoreError where round.owesReports || error.mayPass {
                complain(of: error)
                stop.wait(for: -1, within: Backoff.pause(afterFailures: failures, owingReports: round.owesReports))
                if error.isLostConnection { try? office.reconnect() }
            }
        }
        try settleUp(&office)
        return tally
    }

    /// What owes reports tries each second, and says so twice a minute.
    private mutating func complain(of error: StoreError) {
        failures += 1
        guard !round.owesReports || failures % 30 == 1 else { return }
        let trouble = "The database \(error.isLostConnection ? "is away" : "refuses"); trying again."
        let consequence = round.owesReports ? " Until it knows what became of the last mail, no other is sent." : ""
        say("\(trouble)\(consequence) \(Failure(error, practice: nil).message)")
    }

    /// Has recorded what it owes before it ends, for as long as the mails are its own: a worker that comes later would
    /// send them again.
    private mutating func settleUp(_ office: inout Office) throws {
        while round.owesReports {
            do {
                try withTally { round, tell throws in try round.settleUp(in: &office.store, tell: tell) }
            } catch let error as StoreError {
                complain(of: error)
                guard let end = round.leaseEnd, .now < end else { throw error.leavingReports }
                Backoff.sleep(Backoff.pause(afterFailures: failures, owingReports: true))
                if error.isLostConnection { try? office.reconnect() }
            }
        }
    }

    /// Listens first and looks then, so that nothing announced in between is missed.
    private mutating func serve(_ office: inout Office) throws {
        try withTally { round, tell throws in try round.settleUp(in: &office.store, tell: tell) }
        var listener = try office.listen()
        if post == .service { try announce(beside: office.store) }
        try PromptMail.announce(in: &office)
        while !stop.isGiven {
            try listener.wait(for: stop, within: try isOffDuty(&office) ? Self.longestPause : try serveOnce(&office))
        }
    }

    /// In a session of its own: desks are to stand by, too, while that in which mails are begun has to be given up.
    private mutating func announce(beside store: borrowing Store) throws(StoreError) {
        if announcement == nil { announcement = try store.another() }
        _ = try announcement?.ask(Statement.announceMailService)
    }

    /// Another one sends the mails now; a desk takes over when it has gone. One that knows no mail server leaves them to
    /// any that does: it would put them into a folder where nobody looks.
    private func isOffDuty(_ office: inout Office) throws -> Bool {
        guard post == .desk else { return false }
        if try office.store.ask(Statement.isMailServiceRunning) { return true }
        return try tally.outbox != nil && office.store.ask(Statement.isMailServerKnown)
    }

    /// Sends what is due, and gives how long there is nothing to do, unless something is announced.
    private mutating func serveOnce(_ office: inout Office) throws -> Duration {
        // The desk says why its mail process has ended.
        if post == .desk { try round.prepare() }
        round.practice = try office.readPractice()
        try drain(&office.store)
        failures = 0
        return Self.pause(untilDue: try office.store.ask(Statement.millisecondsToNextMail))
    }

    private static let longestPause = Duration.seconds(60)

    /// A mail that is due and was not claimed is another one's just now, such as one whose booking is being changed: it
    /// is looked at again after a second, not at once.
    ///
    /// - Parameter due: milliseconds; nil: nothing waits.
    static func pause(untilDue due: Int?) -> Duration {
        guard let due else { return longestPause }
        return due == 0 ? .seconds(1) : min(.milliseconds(due), longestPause)
    }

    private mutating func drain(_ store: inout Store) throws {
        _ = try store.ask(Statement.queueReminders)
        try withTally { [stop] round, tell throws in try round.send(in: &store, while: { !stop.isGiven }, tell: tell) }
    }

    /// Counts what `work` tells of, and says what did not go well.
    private mutating func withTally(
        _ work: (inout MailRound, _ tell: (DealtMail) -> Void) throws -> Void
    ) throws {
        var tally = tally
        defer { self.tally = tally }
        try work(&round) { [console] dealt in
            tally.count(dealt.outcome)
            if let problem = dealt.problem { console.say(TextLine(problem)) }
        }
    }

    private func say(_ line: String) { console.say(TextLine(line)) }
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

extension DealtMail {
    /// Nil: nothing is wrong.
    fileprivate var problem: String? {
        let what = "\(mail.notification.kind.rawValue) of \(mail.booking.reference)"
        return switch outcome {
        case .sent: nil
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

    /// Whether the database may do its part when it is asked again.
    fileprivate var mayPass: Bool {
        guard case .database(let error) = self else { return false }
        return error.endsConnection || error.serverError?.sqlState.mayPass == true
    }

    /// For people: this process ends, and the database has not taken what it knows.
    fileprivate var leavingReports: Failure {
        Failure(
            code: .unavailable,
            message: "The database did not take what became of the last mail, so that it may come twice. "
                + Failure(self, practice: nil).message)
    }
}
