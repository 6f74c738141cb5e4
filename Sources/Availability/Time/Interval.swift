/// A stretch of time, half-open: `start` belongs to it, `end` does not.
public struct Interval: Hashable, Sendable {
    public var start: Instant
    public var end: Instant

    /// Traps when `end` is before `start`; an interval may be empty.
    public init(_ start: Instant, _ end: Instant) {
        precondition(start <= end, "an interval cannot end before it starts")
        self.start = start
        self.end = end
    }

    public var isEmpty: Bool { start == end }

    /// Elapsed whole minutes.
    public var minutes: Int { start.minutes(until: end) }

    /// Whether the two share a moment. Intervals that only touch do not; an empty one overlaps nothing.
    public func overlaps(_ other: Interval) -> Bool {
        start < other.end && other.start < end && !isEmpty && !other.isEmpty
    }

    public func contains(_ instant: Instant) -> Bool {
        start <= instant && instant < end
    }

    /// Whether every moment of `other` belongs to this interval.
    public func contains(_ other: Interval) -> Bool {
        start <= other.start && other.end <= end
    }

    /// The part of it that lies inside `other`; empty when there is none.
    public func clamped(to other: Interval) -> Interval {
        let start = min(max(start, other.start), other.end)
        return Interval(start, max(start, min(end, other.end)))
    }
}
