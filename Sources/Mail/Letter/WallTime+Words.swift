import Availability
import Booking

extension WallTime {
    /// `Tuesday, 5 May 2026`: no order of numbers that another country reads otherwise.
    var longDate: String {
        "\(local.date.weekday.name), \(local.date.day) \(local.date.monthName) \(local.date.year)"
    }

    /// `14:00 EDT`, or `14:00 UTC+05:45` where the zone has no name.
    var clock: String { "\(local.time) \(zoneName)" }

    /// For those who read no 24-hour times: ` (2:00 pm)`. Empty in the morning, where both are the same.
    var twelveHourGloss: String {
        let (hour, minute) = (local.time.hour, local.time.minute)
        guard hour == 0 || hour >= 12 else { return "" }
        return " (\((hour + 11) % 12 + 1):\(minute.twoDigits) \(hour < 12 ? "am" : "pm"))"
    }

    private var zoneName: String {
        let name = offset.abbreviation.singleLine(limit: 10)
        return name.isEmpty || name.hasPrefix("+") || name.hasPrefix("-") ? "UTC\(offset.text)" : name
    }
}

extension Int {
    /// `05`; of numbers from 0 to 99.
    var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}
