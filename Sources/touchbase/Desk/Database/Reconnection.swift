/// When to try again to reach a database that is away: soon after the loss, then ever more rarely; never twice within a
/// second.
struct Reconnection {
    typealias Time = ContinuousClock.Instant

    /// Seconds between attempts grow up to this.
    private static let longest = 8.0

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
        let pause = attempt == 1 ? 0.2 : min(Self.longest, Double(1 << min(attempt - 2, 10)))
        due = now + .seconds(pause * .random(in: 0.75...1.25, using: &generator))
        if let lastStart { due = max(due, lastStart + .seconds(1)) }
    }
}
