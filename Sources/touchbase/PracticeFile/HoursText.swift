import Availability

/// A window of hours as it is written: `09:00-12:30`, and `22:00-06:00` for a shift that ends on the next day.
enum HoursText {
    /// Nil when the text is no window; equal ends are none: 24 hours are `00:00-24:00`.
    static func window(_ text: String) -> DayWindow? {
        let ends = text.split(whereSeparator: { "-–".contains($0) })
        guard ends.count == 2, let start = minutes(ends[0]), let end = minutes(ends[1]), start != end
        else { return nil }
        return DayWindow(start: start, end: end > start ? end : end + 1440)
    }

    static func text(_ window: DayWindow) -> String {
        let end = window.end == 1440 ? "24:00" : time(window.end % 1440)
        return "\(time(window.start))-\(end)"
    }

    /// `24:00` is the end of the day.
    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.filter { $0 != " " }.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.allSatisfy(\.isASCIIDigit) }),
            let hour = Int(parts[0]), let minute = Int(parts[1])
        else { return nil }
        if hour == 24, minute == 0 { return 1440 }
        return LocalTime(hour: hour, minute: minute)?.minuteOfDay
    }

    private static func time(_ minute: Int) -> String {
        LocalTime(minuteOfDay: minute)?.description ?? ""
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
