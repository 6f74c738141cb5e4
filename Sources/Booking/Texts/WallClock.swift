public import Availability

/// Moments and dates as the people of the practice read them: on the clocks of its zone.
///
/// A time that the clocks show twice, in the night they go back, is followed by its abbreviation (`01:30 EST`).
public struct WallClock: Sendable {
    public let zone: ZoneRules
    /// The year that goes without saying; nil: no date says its year.
    public let presentYear: Int?

    public init(zone: ZoneRules, presentYear: Int? = nil) {
        self.zone = zone
        self.presentYear = presentYear
    }

    /// `10:00`.
    public func time(_ instant: Instant) -> String {
        let local = zone.localDateTime(at: instant)
        guard case .twice = zone.resolve(local) else { return local.time.description }
        return "\(local.time) \(zone.offset(at: instant).abbreviation)"
    }

    /// `Tue 5 May`, and `Wed 5 May 2027` when that is not the present year.
    public func day(_ date: LocalDate) -> String {
        date.year == (presentYear ?? date.year) ? date.shortText : date.text
    }

    /// `Tue 5 May`, the date of a moment.
    public func day(of instant: Instant) -> String {
        day(zone.localDateTime(at: instant).date)
    }

    /// `Tuesday 5 May 2026`.
    public func fullDay(_ date: LocalDate) -> String {
        "\(date.weekday.name) \(date.day) \(date.monthName) \(date.year)"
    }

    /// `Tue 5 May 10:00`.
    public func dayAndTime(_ instant: Instant) -> String {
        "\(day(of: instant)) \(time(instant))"
    }

    /// `14:15` when `instant` is on the same date as `other`, else `Wed 6 May 06:00`.
    public func time(_ instant: Instant, seenFrom other: Instant) -> String {
        let isSameDate = zone.localDateTime(at: instant).date == zone.localDateTime(at: other).date
        return isSameDate ? time(instant) : dayAndTime(instant)
    }

    /// `10:00–11:00`, and `22:00–Wed 6 May 06:00` when the end is on another date.
    public func times(_ start: Instant, _ end: Instant) -> String {
        "\(time(start))–\(time(end, seenFrom: start))"
    }

    /// `Tue 5 May 10:00–11:00`.
    public func span(_ start: Instant, _ end: Instant) -> String {
        "\(day(of: start)) \(times(start, end))"
    }
}
