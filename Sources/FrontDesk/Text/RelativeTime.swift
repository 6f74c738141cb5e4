import Availability
import Booking

extension LocalDate {
    /// The Monday on or before it.
    var startOfWeek: LocalDate { advanced(byDays: 1 - weekday.rawValue) }

    /// `today`, `tomorrow`, `yesterday`, `in 5 days`, `3 days ago`.
    func text(relativeTo today: LocalDate) -> String {
        switch daysSinceEpoch - today.daysSinceEpoch {
        case 0: "today"
        case 1: "tomorrow"
        case -1: "yesterday"
        case let days where days > 0: "in \(days) days"
        case let days: "\(-days) days ago"
        }
    }
}

extension Sheet {
    /// The date on which it was read, by the database's clock.
    var today: LocalDate { zone.localDateTime(at: schedule.now).date }

    /// Says the year of a date that is not in this one.
    var clock: WallClock { WallClock(zone: zone, presentYear: today.year) }

    /// `Tue 09:42` when there is no other Tuesday nearer, else `Tue 12 May 09:42`.
    func nearDayAndTime(_ instant: Instant) -> String {
        let date = zone.localDateTime(at: instant).date
        guard (0..<7).contains(date.daysSinceEpoch - today.daysSinceEpoch) else { return clock.dayAndTime(instant) }
        return "\(date.weekday.shortName) \(clock.time(instant))"
    }
}

/// A countdown: `09:58`, or `1:02:03` from an hour on. Rounded up, so that it shows 00:00 only when nothing is left.
func countdown(milliseconds: Int64) -> String {
    let seconds = (max(0, milliseconds) + 999) / 1000
    let pair = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return (hours > 0 ? "\(hours):" : "") + pair(minutes) + ":" + pair(seconds % 60)
}
