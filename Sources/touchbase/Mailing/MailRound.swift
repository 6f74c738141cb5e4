import Availability
import Booking
import BookingStore
import Mail
import Postgres

/// Sends what is due in the outbox, and has recorded what became of each mail.
///
/// Mails are handed over one after the other. Between two, what became of the first is reported: the database has taken
/// the report before the end of the next mail goes out, so that a worker that dies leaves one mail at most that was handed
/// over and of which nobody knows, the one that it was at. It does not wait for the answer before the next mail is begun:
/// only two reports on their way would be one too many, for a server that finds its client gone does what it is at and
/// nothing after that.
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
    private let deadlines: SMTPDeadlines

    private var reports: Reports
    /// The batch after the one that is being handed over.
    private var next: Batch?
    private var lastLasting = ContinuousClock.now
    /// How long the last mail took.
    private var pace = Duration.zero

    /// - Parameter deadlines: how long one mail may take.
    /// - Throws: when the settings or the templates do not allow mail to be sent.
    init(_ settings: Settings, _ practice: PracticeView, deadlines: SMTPDeadlines = SMTPDeadlines()) throws {
        let templates = try settings.letterTemplates()
        carrier = try Carrier(settings.mail, deadlines: deadlines)
        self.templates = templates
        self.practice = practice
        self.deadlines = deadlines
        // Processes of containers may all have the same number.
        worker = "\(settings.desk.terminal)/\(ProcessName.own)-\(String(UInt32.random(in: 0...(.max)), radix: 36))"
        reports = Reports(of: worker)
    }

    /// Whether mails were handed over of which the database may not know: nothing is sent until it does.
    var owesReports: Bool { reports.areOwed }

    /// Until then nobody else has what it owes the reports of; nil: it owes none.
    var leaseEnd: ContinuousClock.Instant? { reports.leaseEnd }

    /// - Throws: when nothing can be sent, whatever it is.
    func prepare() throws(OutboxError) { try carrier.prepare() }

    /// Sends all that is due, and what comes due meanwhile.
    ///
    /// - Parameters:
    ///   - last: the booking whose mails are the last to be sent; nil: all are.
    ///   - goesOn: asked before each mail; nothing is begun once it says no.
    ///   - tell: is told of each mail when that has been recorded.
    mutating func send(
        upTo last: BookingID? = nil, in store: inout Store, while goesOn: () -> Bool, tell: (DealtMail) -> Void
    ) throws {
        try losingTrackOfNothing(in: &store) { round, store throws in
            try round.cleanUp(in: &store, tell)
            while goesOn() {
                let isThrough = try round.sendBatches(upTo: last, in: &store, while: goesOn, tell)
                // What was passed over is given back before more is begun: others go by the order of what is begun.
                try round.cleanUp(in: &store, tell)
                if isThrough { break }
            }
        }
    }

    /// Has recorded what is owed, and gives back what was begun beside that.
    mutating func settleUp(in store: inout Store, tell: (DealtMail) -> Void) throws {
        try losingTrackOfNothing(in: &store) { round, store throws in try round.cleanUp(in: &store, tell) }
    }

    /// Where the database does not do its part, what has been begun is put back, and all is said again, when it does.
    private mutating func losingTrackOfNothing(
        in store: inout Store, _ work: (inout MailRound, inout Store) throws -> Void
    ) throws {
        defer { carrier.forgetNext() }
        do {
            try work(&self, &store)
        } catch {
            next = nil
            reports.loseTrack()
            store.hangUp()
            throw error
        }
    }

    /// False: some of what was begun became too old to be handed over, and more may be due.
    private mutating func sendBatches(
        upTo last: BookingID?, in store: inout Store, while goesOn: () -> Bool, _ tell: (DealtMail) -> Void
    ) throws -> Bool {
        try begin(Self.sizes.lowerBound, upTo: last, in: &store)
        while let batch = try readyBatch(in: &store, tell) {
            // What is due and could not be begun has to wait: its booking is just being changed.
            guard !batch.mails.isEmpty else { break }
            if batch.isFull { reports.openSession(beside: store) }
            let size = sizeAfter(batch)
            if reports.haveTheirOwnSession, !batch.hasLast, goesOn() { try begin(size, upTo: last, in: &store) }
            guard try handOver(batch, in: &store, while: goesOn, tell) else {
                _ = try readyBatch(in: &store, tell)
                return false
            }
            try reports.hear(in: &store)
            if next == nil, !batch.hasLast, goesOn() { try begin(size, upTo: last, in: &store) }
        }
        return true
    }

    /// Hands the mails of a batch over; false: the last of them are not to be handed over any more.
    private mutating func handOver(
        _ batch: Batch, in store: inout Store, while goesOn: () -> Bool, _ tell: (DealtMail) -> Void
    ) throws -> Bool {
        let mails = batch.mails
        for (index, mail) in mails.enumerated() {
            CrashPoint.ready.pass()
            guard goesOn(), mail.term.mayStart(at: .now) else { return false }
            let following = index + 1 < mails.count ? mails[index + 1] : next?.mails.first
            try deal(with: mail, before: reports.haveTheirOwnSession ? following : nil, in: &store)
            if reports.haveTheirOwnSession { try advance(in: &store, waits: false, tell) }
        }
        return true
    }

    private mutating func begin(_ size: Int, upTo last: BookingID?, in store: inout Store) throws {
        let now = ContinuousClock.now
        let isLasting = now - lastLasting > Self.lastingInterval
        if isLasting { lastLasting = now }
        reports.beginSettling(isLasting: isLasting)
        next = try Batch(
            of: size, upTo: last, for: worker, Term(from: now, deadlines), isLasting: isLasting, in: &store)
    }

    /// The batch that was being made ready.
    private mutating func readyBatch(in store: inout Store, _ tell: (DealtMail) -> Void) throws -> Batch? {
        try advance(in: &store, waits: true, tell)
        defer { next = nil }
        return next
    }

    private mutating func advance(in store: inout Store, waits: Bool, _ tell: (DealtMail) -> Void) throws {
        try next?.advance(in: &store, waits: waits) { Parcel($0, from: practice, by: templates) }
        if let mails = next?.takeSettled() { reports.settle(mails).forEach(tell) }
    }

    private func sizeAfter(_ batch: Batch) -> Int {
        let fitting = pace > .zero ? Int(min(Self.batchTime / pace, 1000)) : Self.sizes.upperBound
        return max(1, min(fitting, 2 * batch.size, Self.sizes.upperBound))
    }

    /// Hands a mail over, and reports what became of it.
    ///
    /// - Parameter following: what comes after it, if that is known and they are many.
    private mutating func deal(with mail: Batch.Ready, before following: Batch.Ready?, in store: inout Store) throws {
        let start = ContinuousClock.now
        let outcome = try Self.handOver(mail, before: following?.parcel, by: &carrier, after: &reports, in: &store)
        pace = .now - start
        CrashPoint.delivered.pass()
        try reports.say(
            DealtMail(mail: mail.parcel.mail, outcome: outcome), leasedUntil: mail.term.leaseEnd, in: &store)
    }

    /// - Throws: when the database does not take the last report. Then the mail has not gone.
    private static func handOver(
        _ mail: Batch.Ready, before following: Parcel?, by carrier: inout Carrier, after reports: inout Reports,
        in store: inout Store
    ) throws -> MailOutcome {
        let message: EncodedMessage
        switch mail.parcel.message {
        case .failure(let obstacle): return .failed(obstacle.text)
        case .success(let encoded): message = encoded
        }
        var refusal: StoreError?
        let delivery = carrier.deliver(message, before: try? following?.message.get()) {
            do throws(StoreError) {
                try reports.hear(in: &store)
                return mail.term.mayEnd(at: .now)
            } catch {
                refusal = error
                return false
            }
        }
        if let refusal { throw refusal }
        return mail.parcel.outcome(of: delivery, now: .now)
    }

    /// Says what the database may not have heard, or may have forgotten, has all of it settled, and gives back what was
    /// begun beside that. Always: a session that was given up may have begun some after all.
    private mutating func cleanUp(in store: inout Store, _ tell: (DealtMail) -> Void) throws {
        try reports.sayAll(in: &store, tell: tell)
        _ = try store.ask(Statement.releaseMail(worker: worker))
    }
}
