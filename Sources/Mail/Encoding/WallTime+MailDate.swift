import Availability
import Booking

extension WallTime {
    /// `Tue, 05 May 2026 10:20:00 -0400` (RFC 5322 section 3.3).
    ///
    /// The form knows no seconds of an offset: local mean times that have them are written as the whole minute nearer to
    /// UTC, and mean the same moment.
    var mailDate: String {
        let written = ZoneRules(identifier: "", fixedOffset: offset.seconds / 60 * 60, abbreviation: "")
        let wall = written.localDateTime(at: instant)
        let day = "\(wall.date.weekday.name.prefix(3)), \(wall.date.day.twoDigits)"
        let second = Int((instant.secondsSinceEpoch % 60 + 60) % 60)
        let time = "\(wall.time):\(second.twoDigits) \(offset.text.filter { $0 != ":" })"
        return "\(day) \(wall.date.monthName.prefix(3)) \(wall.date.year) \(time)"
    }
}
