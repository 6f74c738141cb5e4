import BookingStore

/// Mails on their way one after the other, each in three steps that overlap: while one is handed over, the one before it
/// is recorded and the one after it begun, in one statement.
///
/// A worker that dies leaves at most two mails begun, and of those at most one that was handed over and not recorded:
/// the record of the one before was on its way to the database before this one was.
struct Burst {
    /// A mail that may be handed over now.
    struct Begun {
        let parcel: Parcel
        let attempt: MailAttempt
        let time: ContinuousClock.Instant

        /// Its lease is a minute longer than handing it over can take.
        func isFresh(now: ContinuousClock.Instant) -> Bool { now - time < .seconds(30) }
    }

    /// A mail that was dealt with.
    struct Dealt {
        let mail: ReservedMail
        let attempt: MailAttempt
        let outcome: MailOutcome
    }

    /// What becomes of a mail that was begun and is not to be handed over after all.
    static let putBack = MailOutcome.retry("put back before it was tried", after: 0)
    /// How long a record may stay unsettled.
    private static let settlingTime = Duration.milliseconds(250)

    private var waiting: ArraySlice<Parcel>
    private var ahead: Parcel?
    private(set) var current: Begun?
    private var done: Dealt?
    private var lastSettled: ContinuousClock.Instant
    /// Whether the last mail took so little time that the next one may be begun before it is over.
    private var isQuick = false

    init(_ parcels: [Parcel], now: ContinuousClock.Instant) {
        waiting = parcels[...]
        lastSettled = now
    }

    /// Mails that were not begun.
    var isLeftOver: Bool { !waiting.isEmpty }

    /// What to tell the database while `current` is handed over; nil: it is over.
    ///
    /// - Parameter goesOn: false: nothing more is begun.
    mutating func step(goesOn: Bool, now: ContinuousClock.Instant) -> MailStep? {
        ahead = goesOn && (current == nil || isQuick) ? waiting.popFirst() : nil
        guard done != nil || current != nil || ahead != nil else { return nil }
        var step = MailStep(recorded: done.map { ($0.attempt, $0.outcome) }, begun: ahead?.mail)
        step.settles = current == nil || now - lastSettled > Self.settlingTime
        if step.settles { lastSettled = now }
        return step
    }

    /// Takes what became of `current`, if there was one, and what the database said to the step.
    ///
    /// - Returns: what has been recorded.
    mutating func take(
        _ outcome: MailOutcome?, _ answer: MailStep.Answer, began: ContinuousClock.Instant, now: ContinuousClock.Instant
    ) -> Dealt? {
        let recorded = answer.isRecorded ? done : nil
        if outcome != nil { isQuick = now - began < .milliseconds(500) }
        done = dealt(outcome)
        current = answer.attempt.flatMap { attempt in
            ahead.map { Begun(parcel: $0, attempt: attempt, time: now) }
        }
        return recorded
    }

    /// What is known of the mails that were begun, or may have been, when the database has gone away before it answered.
    /// The one that was to be recorded is known already.
    func abandoned(_ outcome: MailOutcome?) -> [Dealt] {
        let next = ahead.map { Dealt(mail: $0.mail, attempt: MailAttempt($0.mail), outcome: Self.putBack) }
        return [dealt(outcome ?? Self.putBack), next].compactMap(\.self)
    }

    /// What is known of `current`.
    func dealt(_ outcome: MailOutcome?) -> Dealt? {
        guard let current, let outcome else { return nil }
        return Dealt(mail: current.parcel.mail, attempt: current.attempt, outcome: outcome)
    }
}
