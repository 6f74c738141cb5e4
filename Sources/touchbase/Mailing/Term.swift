import Mail

/// How long mails that were begun together are this worker's: counted from before the database was asked, so that it is
/// over sooner here than there.
///
/// A clock that goes on while the machine sleeps: the database's does, too.
struct Term {
    private static let start = 20
    /// Seconds after which others may have what has not been handed over: a margin longer than here.
    static let othersStart = start + 10

    private let begun: ContinuousClock.Instant
    private let deadlines: SMTPDeadlines

    init(from begun: ContinuousClock.Instant, _ deadlines: SMTPDeadlines) {
        (self.begun, self.deadlines) = (begun, deadlines)
    }

    /// Seconds: a margin longer than handing a mail over can take, when it is begun at the last moment. A server that has
    /// gone silent may take one more answer's time for the farewell.
    var lease: Int { Self.start + deadlines.total + deadlines.response + 40 }

    var leaseEnd: ContinuousClock.Instant { begun + .seconds(lease) }

    /// Whether a mail may still be handed over.
    func mayStart(at now: ContinuousClock.Instant) -> Bool { now < begun + .seconds(Self.start) }

    /// Whether the last dot of a mail may still be sent: its answer can take its time then, and be reported.
    func mayEnd(at now: ContinuousClock.Instant) -> Bool {
        now < begun + .seconds(Self.start + deadlines.total)
    }
}
