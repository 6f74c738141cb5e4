import Availability

extension WallTime {
    /// `Tue, 05 May 2026 10:20:00 -0400` (RFC 5322 section 3.3).
    ///
    /// The form knows no seconds of an offset: local mean times that have them are written as the whole minute nearer to
    /// UTC, and mean the same moment.
    var mailDate: String {
        let minutes = abs(offset) / 60
        let wall = WallTime(instant, offset: minutes * 60 * offset.signum(), abbreviation: abbreviation)
        let weekday = wall.date.weekday.name.prefix(3)
        let month = wall.date.monthName.prefix(3)
        let day = "\(weekday), \(wall.date.day.padded(2)) \(month) \(wall.date.year.padded(4))"
        let time = "\(wall.hour.padded(2)):\(wall.minute.padded(2)):\(wall.second.padded(2))"
        let zone = "\(offset < 0 ? "-" : "+")\((minutes / 60).padded(2))\((minutes % 60).padded(2))"
        return "\(day) \(time) \(zone)"
    }
}
