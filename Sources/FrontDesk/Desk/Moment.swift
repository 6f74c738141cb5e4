/// A reading of the desk's own monotonic clock, in milliseconds from any origin. It never jumps, so countdowns run on
/// it; which time of day it is, the database says.
public struct Moment: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (left: Moment, right: Moment) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Milliseconds from this moment to `other`; negative when `other` is earlier.
    public func milliseconds(until other: Moment) -> Int64 {
        other.milliseconds - milliseconds
    }

    public func advanced(byMilliseconds milliseconds: Int64) -> Moment {
        Moment(milliseconds: self.milliseconds + milliseconds)
    }
}
