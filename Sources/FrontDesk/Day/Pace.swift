/// How fast the cursor goes: what it passes while it runs gets a headline, what it comes to rest on gets everything.
///
/// The first move after a rest is no run yet, so somebody who looks at one booking after the other never waits.
struct Pace {
    /// Milliseconds; longer than the pause between the repeats of a key that is held down.
    static let rest: Int64 = 150

    /// When the run is over unless the cursor moves again; nil: it does not run.
    private(set) var restsAt: Moment?
    private var lastMove: Moment?

    mutating func move(at now: Moment) {
        let isRun = lastMove.map { $0.milliseconds(until: now) < Self.rest } ?? false
        restsAt = isRun ? now.advanced(byMilliseconds: Self.rest) : nil
        lastMove = now
    }

    func isRunning(at now: Moment) -> Bool {
        restsAt.map { now < $0 } ?? false
    }
}
