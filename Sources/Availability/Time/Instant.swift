/// A moment in time: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since the epoch; negative before 1970.
    public var secondsSinceEpoch: Int64

    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }

    /// The moment `minutes` later (earlier when negative); elapsed time, whatever the clocks on the wall do.
    public func advanced(byMinutes minutes: Int) -> Instant {
        Instant(secondsSinceEpoch: secondsSinceEpoch + Int64(minutes) * 60)
    }

    /// Elapsed whole minutes from this moment to `other`, rounded toward the past; negative when `other` is earlier.
    public func minutes(until other: Instant) -> Int {
        let seconds = other.secondsSinceEpoch - secondsSinceEpoch
        return Int(seconds >= 0 ? seconds / 60 : (seconds - 59) / 60)
    }
}
