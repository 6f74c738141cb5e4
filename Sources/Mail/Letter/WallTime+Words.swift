import Availability

extension WallTime {
    /// `Tuesday, 5 May 2026`: no order of numbers that another country reads otherwise.
    var longDate: String {
        "\(date.weekday.name), \(date.day) \(date.monthName) \(date.year)"
    }

    /// `14:00 EDT`, or `14:00 UTC+05:45` where the zone has no name.
    var clock: String {
        "\(hour.padded(2)):\(minute.padded(2)) \(zoneName)"
    }

    /// For those who read no 24-hour times: ` (2:00 pm)`. Empty in the morning, where both are the same.
    var twelveHourGloss: String {
        guard hour == 0 || hour >= 12 else { return "" }
        return " (\((hour + 11) % 12 + 1):\(minute.padded(2)) \(hour < 12 ? "am" : "pm"))"
    }

    private var zoneName: String {
        let name = abbreviation.singleLine(limit: 10)
        guard name.isEmpty || name.hasPrefix("+") || name.hasPrefix("-") else { return name }
        return "UTC\(offset < 0 ? "-" : "+")\((abs(offset) / 3600).padded(2)):\((abs(offset) / 60 % 60).padded(2))"
    }
}
