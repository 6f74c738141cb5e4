/// When a session asks what nobody told it to: whether anybody is there, and whether anything has changed, in case an
/// announcement was missed.
///
/// While somebody is at the desk a link that has died has to show within 6 s, so a silent one is asked every 3 s. A desk
/// that was left alone asks about once a minute, and afresh with the first key. What is soon to be asked goes with what
/// wakes the desk anyway, a countdown's second or the clock's minute.
struct Watch {
    typealias Time = ContinuousClock.Instant

    /// How long after the last time to ask: not before `earliest`, and at `latest` even if nothing else wakes the desk.
    private struct Interval {
        let earliest: Duration
        let latest: Duration
    }

    private static let pulse = Interval(earliest: .seconds(2.5), latest: .seconds(3))
    private static let belt = Interval(earliest: .seconds(12), latest: .seconds(15))
    private static let alone = Interval(earliest: .seconds(30), latest: .seconds(90))
    /// How long after a key somebody is taken to be there; longer while a hold says that there is a caller.
    private static let (presence, presenceWithHold) = (Duration.seconds(60), Duration.seconds(600))

    /// This desk has a hold.
    var hasHold = false
    private var lastSign: Time
    private var lastCheck: Time
    private var lastKey: Time

    init(at now: Time) {
        (lastSign, lastCheck, lastKey) = (now, now, now)
    }

    /// A session begins, and all is read.
    mutating func start(at now: Time) {
        (lastSign, lastCheck) = (now, now)
    }

    /// The server has answered something.
    mutating func hear(at now: Time) {
        lastSign = now
    }

    /// Somebody is at the desk.
    mutating func attend(at now: Time) {
        lastKey = now
    }

    /// When to ask even if nothing else wakes the desk.
    var deadline: Time {
        let (pulse, belt) = intervals
        return min(lastSign + pulse.latest, lastCheck + belt.latest)
    }

    /// What is to be asked now that the desk is awake.
    mutating func question(at now: Time) -> Question? {
        let (pulse, belt) = intervals
        if lastCheck + belt.earliest <= now {
            start(at: now)
            return .state
        }
        guard lastSign + pulse.earliest <= now else { return nil }
        lastSign = now
        return .pulse
    }

    private var intervals: (pulse: Interval, belt: Interval) {
        let isAttended = lastSign < lastKey + (hasHold ? Self.presenceWithHold : Self.presence)
        return isAttended ? (Self.pulse, Self.belt) : (Self.alone, Self.alone)
    }
}
