import Availability
import Booking
import BookingStore
import Mail
import Postgres

/// Sends what is due in the outbox, a batch after the other, and records what became of each mail.
struct MailRound: ~Copyable {
    /// Mails that are written before the first of them goes.
    private static let batch = 100
    /// Seconds for which a batch is set aside. What a slow server leaves of it others may have.
    private static let reservation = 10

    private var carrier: Carrier
    /// As it is now: sender, brand and phone stand in the mails.
    var practice: PracticeView
    private let templates: LetterTemplates
    private let worker: String
    /// Seconds; longer than one attempt can take.
    private let lease: Int
    /// What became of mails and may not be on the database's disk yet.
    private var unsettled: [Burst.Dealt] = []

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

    /// Sends all that is due, and what comes due meanwhile.
    ///
    /// - Parameters:
    ///   - last: the booking whose mails are the last to be sent; nil: all are.
    ///   - goesOn: asked before each mail; nothing is begun once it says no.
    ///   - report: is told of each mail when it has been recorded.
    mutating func send(
        upTo last: BookingID? = nil, in store: inout Store, while goesOn: () -> Bool, report: (Burst.Dealt) -> Void
    ) throws {
        try settle(in: &store, report)
        while goesOn() {
            var parcels = try reserve(in: &store)
            let end = parcels.lastIndex { $0.mail.booking.id == last }
            if let end { parcels.removeSubrange((end + 1)...) }
            var dealt = 0
            try send(parcels, in: &store, while: goesOn) { mail in
                dealt += 1
                report(mail)
            }
            // What is due and could not be begun has to wait: its booking is just being changed.
            guard end == nil, dealt > 0 else { break }
        }
        _ = try store.ask(Statement.releaseMail(worker: worker))
    }

    /// Sets mails aside, writes them, and keeps what they say: another attempt will say the same.
    private mutating func reserve(in store: inout Store) throws -> [Parcel] {
        let ids = try store.ask(
            Statement.reserveMail(worker: worker, limit: Self.batch, seconds: Self.reservation))
        guard !ids.isEmpty else { return [] }
        CrashPoint.reserved.pass()
        let parcels = try store.ask(Statement.reserved(ids)).map { Parcel($0, from: practice, by: templates) }
        let letters = parcels.compactMap { parcel in parcel.letter.map { (parcel.mail.notification.id, $0) } }
        let kept = letters.isEmpty ? [] : Set(try store.ask(Statement.keep(letters, worker: worker)))
        CrashPoint.kept.pass()
        return parcels.filter { $0.letter == nil || kept.contains($0.mail.notification.id) }
    }

    private mutating func send(
        _ parcels: [Parcel], in store: inout Store, while goesOn: () -> Bool, report: (Burst.Dealt) -> Void
    ) throws {
        var burst = Burst(parcels, now: .now)
        while let step = burst.step(goesOn: goesOn(), now: .now) {
            let request = Statement.take(step, worker: worker, lease: lease)
            var outcome: MailOutcome?
            let began = ContinuousClock.now
            do {
                try store.begin(request)
                outcome = burst.current.map { handOver($0, isWanted: goesOn()) }
                let answer = try store.finish(request)
                if step.settles { unsettled = [] }
                if let dealt = burst.dealt(outcome) { unsettled.append(dealt) }
                guard let recorded = burst.take(outcome, answer, began: began, now: .now) else { continue }
                CrashPoint.recorded.pass()
                report(recorded)
            } catch {
                unsettled += burst.abandoned(outcome)
                throw error
            }
        }
    }

    private mutating func handOver(_ begun: Burst.Begun, isWanted: Bool) -> MailOutcome {
        CrashPoint.begun.pass()
        switch begun.parcel.message {
        case .failure(let obstacle): return .failed(obstacle.text)
        case .success(let message):
            guard isWanted, begun.isFresh(now: .now) else { return Burst.putBack }
            let delivery = carrier.deliver(message)
            CrashPoint.delivered.pass()
            return begun.parcel.outcome(of: delivery, attempt: begun.attempt.number, now: .now)
        }
    }

    /// Says once more what the database may not have heard, or may have forgotten when it crashed.
    private mutating func settle(in store: inout Store, _ report: (Burst.Dealt) -> Void) throws {
        while let dealt = unsettled.first {
            let step = MailStep(recorded: (dealt.attempt, dealt.outcome))
            let answer = try store.ask(Statement.take(step, worker: worker, lease: lease))
            unsettled.removeFirst()
            if answer.isRecorded { report(dealt) }
        }
    }
}
