import Availability
import Booking
import BookingStore
import Mail
import Postgres

/// Sends what is due in the outbox, and has recorded what became of each mail.
///
/// Mails are handed over one after the other. Between two, what became of the first is reported: the report is in the
/// hands of the database's machine before the next mail is, so that a worker that dies leaves one mail at most that was
/// handed over and of which nobody knows, the one that it was at. It does not wait for the answer before the next mail
/// is over: two reports on their way would be one too many, for a server that finds its client gone does what it is at
/// and nothing after that.
///
/// All else that the database has to be asked goes through another session at the same time: what was reported is settled,
/// and the next batch is begun, read and kept there, while this one is handed over.
struct MailRound: ~Copyable {
    /// Mails in a batch: the first is small, for what is due is mostly little, and nothing is known of the mail server.
    private static let sizes = 4...32
    /// How long handing a batch over should take.
    private static let batchTime = Duration.milliseconds(100)
    /// How long what was settled may not be on disk.
    private static let lastingInterval = Duration.milliseconds(250)

    private var carrier: Carrier
    /// As it is now: sender, brand and phone stand in the mails.
    var practice: PracticeView
    private let templates: LetterTemplates
    private let worker: String
    /// Seconds; longer than one attempt can take.
    private let lease: Int

    private var ledger = Ledger()
    /// The batch after the one that is being handed over.
    private var next: Batch?
    private var lane = ReportLane()
    private var lastLasting = ContinuousClock.now
    /// How long the last mail took.
    private var pace = Duration.zero
    /// Whether some may be begun that will not be handed over.
    private var hasLeftOvers = false

    /// - Parameter deadlines: how long one mail may take. The lease is a minute longer.
    /// - Throws: when the settings or the templates do not allow mail to be sent.
    init(_ settings: Settings, _ practice: PracticeView, deadlines: SMTPDeadlines = SMTPDeadlines()) throws {
        let templates = try settings.letterTemplates()
        carrier = try Carrier(settings.mail, deadlines: deadlines)
        self.templates = templates
        self.practice = practice
        // Processes of containers may all have the same number.
        worker = "\(settings.desk.terminal)/\(ProcessName.own)-\(String(UInt32.random(in: 0...(.max)), radix: 36))"
        lease = deadlines.total + 60
    }

    /// Sends all that is due, and what comes due meanwhile.
    ///
    /// - Parameters:
    ///   - last: the booking whose mails are the last to be sent; nil: all are.
    ///   - goesOn: asked before each mail; nothing is begun once it says no.
    ///   - tell: is told of each mail when that has been recorded.
    mutating func send(
        upTo last: BookingID? = nil, in store: inout Store, while goesOn: () -> Bool, tell: (DealtMail) -> Void
    ) throws {
        defer { carrier.forgetNext() }
        do {
            if hasLeftOvers { try cleanUp(in: &store, tell) }
            guard goesOn() else { return }
            try sendBatches(upTo: last, in: &store, while: goesOn, tell)
            try cleanUp(in: &store, tell)
        } catch {
            // What has been begun is put back, and all is said again, when the database is there again.
            (next, hasLeftOvers) = (nil, true)
            ledger.loseTrack()
            lane.close()
            store.hangUp()
            throw error
        }
    }

    private mutating func sendBatches(
        upTo last: BookingID?, in store: inout Store, while goesOn: () -> Bool, _ tell: (DealtMail) -> Void
    ) throws {
        try begin(Self.sizes.lowerBound, upTo: last, in: &store)
        while let batch = try readyBatch(in: &store, tell) {
            if !batch.isWhole { hasLeftOvers = true }
            // What is due and could not be begun has to wait: its booking is just being changed.
            guard !batch.mails.isEmpty else { break }
            if batch.isFull { lane.open(beside: store) }
            let size = sizeAfter(batch)
            if lane.isOpen, !batch.hasLast, goesOn() { try begin(size, upTo: last, in: &store) }
            let mails = batch.mails
            for (index, mail) in mails.enumerated() {
                let following = index + 1 < mails.count ? mails[index + 1] : next?.mails.first
                try deal(with: mail, before: lane.isOpen ? following : nil, isWanted: goesOn(), in: &store)
                if lane.isOpen { try advance(in: &store, waits: false, tell) }
            }
            try hearReport(in: &store)
            if next == nil, !batch.hasLast, goesOn() { try begin(size, upTo: last, in: &store) }
        }
    }

    private mutating func begin(_ size: Int, upTo last: BookingID?, in store: inout Store) throws {
        let now = ContinuousClock.now
        let isLasting = now - lastLasting > Self.lastingInterval
        if isLasting { lastLasting = now }
        ledger.beginSettling(isLasting: isLasting)
        next = try Batch(
            of: size, upTo: last, for: worker, lease: lease, isLasting: isLasting, in: &store, now: now)
    }

    /// The batch that was being made ready.
    private mutating func readyBatch(in store: inout Store, _ tell: (DealtMail) -> Void) throws -> Batch? {
        try advance(in: &store, waits: true, tell)
        defer { next = nil }
        return next
    }

    private mutating func advance(in store: inout Store, waits: Bool, _ tell: (DealtMail) -> Void) throws {
        try next?.advance(in: &store, waits: waits) { Parcel($0, from: practice, by: templates) }
        if let mails = next?.takeSettled() { ledger.settle(mails).forEach(tell) }
    }

    private func sizeAfter(_ batch: Batch) -> Int {
        let fitting = pace > .zero ? Int(min(Self.batchTime / pace, 1000)) : Self.sizes.upperBound
        return max(1, min(fitting, 2 * batch.size, Self.sizes.upperBound))
    }

    /// Hands a mail over, and reports what became of it.
    ///
    /// - Parameter following: what comes after it, if that is known and they are many.
    private mutating func deal(
        with mail: Batch.Ready, before following: Batch.Ready?, isWanted: Bool, in store: inout Store
    ) throws {
        CrashPoint.ready.pass()
        guard isWanted, mail.isFresh(now: .now) else {
            hasLeftOvers = true
            return
        }
        let dealt = DealtMail(mail: mail.parcel.mail, outcome: handOver(mail.parcel, before: following?.parcel))
        CrashPoint.delivered.pass()
        ledger.enter(dealt)
        try hearReport(in: &store)
        try lane.send(dealt, from: worker, orBy: &store)
    }

    private mutating func handOver(_ parcel: Parcel, before following: Parcel?) -> MailOutcome {
        switch parcel.message {
        case .failure(let obstacle): return .failed(obstacle.text)
        case .success(let message):
            let start = ContinuousClock.now
            let delivery = carrier.deliver(message, before: try? following?.message.get())
            pace = .now - start
            return parcel.outcome(of: delivery, now: .now)
        }
    }

    /// Waits until the database has answered to the last report.
    private mutating func hearReport(in store: inout Store) throws {
        guard let attempt = try lane.hear(orBy: &store) else { return }
        ledger.markTold(attempt)
        CrashPoint.reported.pass()
    }

    /// Says what the database may not have heard, or may have forgotten, has all of it settled, and gives back what was
    /// begun beside that.
    private mutating func cleanUp(in store: inout Store, _ tell: (DealtMail) -> Void) throws {
        while let mail = ledger.untold {
            try store.ask(Statement.report(mail.outcome, of: mail.mail.attempt, worker: worker))
            ledger.markTold(mail.mail.attempt)
        }
        if !ledger.isEmpty {
            ledger.beginSettling(isLasting: true)
            ledger.settle(try store.ask(Statement.settleMail(worker: worker, isLasting: true))).forEach(tell)
            CrashPoint.settled.pass()
        }
        guard hasLeftOvers else { return }
        _ = try store.ask(Statement.releaseMail(worker: worker))
        hasLeftOvers = false
    }
}
