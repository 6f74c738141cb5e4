public import Availability

/// How much of the time in which somebody can be booked is sold.
public struct Utilisation: Hashable, Sendable {
    private let openMinutes: Int
    private let soldMinutes: Int

    /// Nil when there is nothing to sell.
    ///
    /// - Parameters:
    ///   - openings: when they work, or it is open; apart from each other.
    ///   - absences: time off or closures, which take away from that.
    ///   - bookings: theirs; what lies outside the rest of the openings is not counted.
    public init?(of openings: [Interval], without absences: [Interval], sold bookings: [Booking]) {
        let open = absences.reduce(openings) { pieces, away in pieces.flatMap { $0.outside(away) } }
        openMinutes = open.reduce(0) { $0 + $1.minutes }
        guard openMinutes > 0 else { return nil }
        soldMinutes = bookings.reduce(0) { sum, booking in
            let sold = Interval(booking.starts, booking.ends)
            return sum + open.filter(sold.overlaps).reduce(0) { $0 + sold.clamped(to: $1).minutes }
        }
    }

    /// 0 ... 1.
    public var share: Double { min(1, Double(soldMinutes) / Double(openMinutes)) }

    /// Rounded to the nearest.
    public var percent: Int { Int((share * 100).rounded()) }
}

extension Interval {
    /// What of it lies before and behind another.
    fileprivate func outside(_ other: Interval) -> [Interval] {
        guard overlaps(other) else { return [self] }
        let before = Interval(start, max(start, other.start))
        let behind = Interval(min(end, other.end), end)
        return [before, behind].filter { !$0.isEmpty }
    }
}
