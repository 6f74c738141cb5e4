import Availability

extension Weekday {
    private static let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let longNames = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    /// `Tue`.
    var shortName: String { Self.names[rawValue - 1] }
    /// `Tuesday`.
    var longName: String { Self.longNames[rawValue - 1] }
}

extension LocalDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let longMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `Tue 5 May`.
    var shortText: String { "\(weekday.shortName) \(day) \(Self.months[month - 1])" }
    /// `Tue 5 May 2026`.
    var text: String { "\(shortText) \(year)" }
    /// `Tuesday the 5th of May`, to be read to a caller.
    var spokenText: String { "\(weekday.longName) the \(day)\(ordinalEnding) of \(Self.longMonths[month - 1])" }

    private var ordinalEnding: String {
        switch (day, day % 10) {
        case (11...13, _): "th"
        case (_, 1): "st"
        case (_, 2): "nd"
        case (_, 3): "rd"
        default: "th"
        }
    }

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

extension ZoneRules {
    /// The time of day, `09:42`.
    func timeText(_ instant: Instant) -> String {
        localDateTime(at: instant).time.description
    }

    /// `Tue 09:42`.
    func weekdayTimeText(_ instant: Instant) -> String {
        let local = localDateTime(at: instant)
        return "\(local.date.weekday.shortName) \(local.time)"
    }

    /// `Tue 5 May 09:42`.
    func dateTimeText(_ instant: Instant) -> String {
        let local = localDateTime(at: instant)
        return "\(local.date.shortText) \(local.time)"
    }
}

/// A countdown: `09:58`, or `1:02:03` from an hour on. Rounded up, so that it shows 00:00 only when nothing is left.
func countdown(milliseconds: Int64) -> String {
    let seconds = (max(0, milliseconds) + 999) / 1000
    let pair = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return (hours > 0 ? "\(hours):" : "") + pair(minutes) + ":" + pair(seconds % 60)
}
