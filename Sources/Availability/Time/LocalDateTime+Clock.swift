extension LocalDateTime {
    /// Seconds from 1970-01-01 00:00 on the same clock.
    var clockSeconds: Int64 {
        Int64(date.daysSinceEpoch) * 86_400 + Int64(time.minuteOfDay) * 60
    }

    /// What a clock shows that many seconds after it showed 1970-01-01 00:00; seconds within the minute are dropped.
    init(clockSeconds: Int64) {
        let day = clockSeconds.dividedRoundingDown(by: 86_400)
        let minute = (clockSeconds - day * 86_400) / 60
        self.init(date: LocalDate(daysSinceEpoch: Int(day)), time: LocalTime(wrapping: Int(minute)))
    }
}

extension Int64 {
    /// The quotient rounded toward negative infinity; `divisor` must be positive.
    func dividedRoundingDown(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }
}
