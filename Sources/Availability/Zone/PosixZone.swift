/// The rule for the years after a zone's table: the TZ string of POSIX (section 8.3), with the hours of -167 to 167
/// that RFC 8536 adds.
struct PosixZone: Hashable {
    let standard: ZoneOffset
    let daylight: Daylight?

    struct Daylight: Hashable {
        let offset: ZoneOffset
        /// On the clock of standard time.
        let begins: YearlyMoment
        /// On the clock of daylight saving time.
        let ends: YearlyMoment
    }

    /// Both changes of a year, in the order in which they are written.
    func changes(in year: Int) -> [(at: Int64, offset: ZoneOffset)] {
        guard let daylight else { return [] }
        return [
            (daylight.begins.clockSeconds(in: year) - Int64(standard.seconds), daylight.offset),
            (daylight.ends.clockSeconds(in: year) - Int64(daylight.offset.seconds), standard),
        ]
    }
}

/// A time on the wall clock that comes once a year.
struct YearlyMoment: Hashable {
    enum Day: Hashable {
        /// 1 ... 365; 29 February is not counted, so that 60 is always 1 March.
        case julian(Int)
        /// 0 ... 365, 29 February counted.
        case ordinal(Int)
        /// Week 1 ... 4, or 5 for the last; weekdays from Sunday, 0.
        case weekday(Int, week: Int, month: Int)
    }

    let day: Day
    /// After that day's midnight; negative for a day before.
    let seconds: Int

    /// Seconds since 1970-01-01 00:00 on the same clock.
    func clockSeconds(in year: Int) -> Int64 {
        Int64(date(in: year)) * 86_400 + Int64(seconds)
    }

    /// Days since 1970-01-01.
    private func date(in year: Int) -> Int {
        let newYear = LocalDate.firstDay(year: year, month: 1)
        switch day {
        case .julian(let number):
            let hasLeapDay = LocalDate(year: year, month: 2, day: 29) != nil
            return newYear + number - (hasLeapDay && number >= 60 ? 0 : 1)
        case .ordinal(let number):
            return newYear + number
        case .weekday(let weekday, let week, let month):
            let first = LocalDate.firstDay(year: year, month: month)
            // 1970-01-01 was a Thursday, 4 when Sunday is 0.
            let skipped = (weekday - (first + 4) % 7 + 14) % 7
            let next = LocalDate.firstDay(year: month == 12 ? year + 1 : year, month: month % 12 + 1)
            let wanted = first + skipped + (week - 1) * 7
            return wanted < next ? wanted : wanted - 7
        }
    }
}

extension LocalDate {
    /// Days since 1970-01-01 of the first of a month in 1 ... 12.
    static func firstDay(year: Int, month: Int) -> Int {
        guard let date = LocalDate(year: year, month: month, day: 1) else {
            preconditionFailure("every month has a first day")
        }
        return date.daysSinceEpoch
    }
}
