/// When to try again to reach a database that is away: soon after the loss, then about once a second, never twice within
/// one: a server that takes over, or comes back, is found at once, and no storm meets it.
struct Reconnection {
    typealias Time = ContinuousClock.Instant

    /// The attempt that is under way or comes next, from 1; 0 while connected.
    private(set) var attempt = 0
    /// When the next attempt may begin.
    private(set) var due: Time
    private var lastStart: Time?

    init(at now: Time) {
        due = now
    }

    /// An attempt begins.
    mutating func start(at now: Time) {
        lastStart = now
    }

    /// The session stands.
    mutating func succeed() {
        attempt = 0
    }

    /// The session, or the attempt at one, has ended. The random part keeps the desks of a practice from coming back
    /// all at once.
    mutating func fail(at now: Time, using generator: inout some RandomNumberGenerator) {
        attempt += 1
        let pause = attempt == 1 ? 0.2 : 1.25
        due = now + .seconds(pause * .random(in: 0.8...1.2, using: &generator))
        if let lastStart { due = max(due, lastStart + .seconds(1)) }
    }
}
