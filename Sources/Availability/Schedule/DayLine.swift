/// Some dates in a row with the moments of their midnights, so that hours can be laid out on them.
struct DayLine {
    private let zone: ZoneRules
    private let first: LocalDate
    /// One a date, ascending.
    private let midnights: [Midnight]

    private struct Midnight {
        var second: Int64
        /// Whether elapsed minutes are minutes on the clock for as long as a window of this date can last.
        var isPlain: Bool
    }

    /// The dates of `first` ... `last`.
    init(from first: LocalDate, through last: LocalDate, zone: ZoneRules) {
        self.zone = zone
        self.first = first
        let days = first.daysSinceEpoch...max(first, last).daysSinceEpoch
        var midnights: [Midnight] = []
        midnights.reserveCapacity(days.count)
        var change = Int64.min
        for day in days {
            var midnight = Midnight(second: 0, isPlain: false)
            if let before = midnights.last, before.isPlain {
                midnight.second = before.second + 86_400
            } else {
                midnight.second = zone.startOfDay(LocalDate(daysSinceEpoch: day)).secondsSinceEpoch
            }
            let instant = Instant(secondsSinceEpoch: midnight.second)
            if change <= midnight.second { change = zone.nextTransition(after: instant)?.secondsSinceEpoch ?? .max }
            // A midnight that the clocks skip begins the day at another time.
            midnight.isPlain =
                change - 2 * 86_400 >= midnight.second
                && (midnights.last?.isPlain == true
                    || midnight.second + Int64(zone.offset(at: instant).seconds) == Int64(day) * 86_400)
            midnights.append(midnight)
        }
        self.midnights = midnights
    }

    var count: Int { midnights.count }
    var indices: Range<Int> { 0..<count }

    func date(_ day: Int) -> LocalDate {
        first.advanced(byDays: day)
    }

    /// When the date with that index begins, in seconds since the epoch.
    func midnight(_ day: Int) -> Int64 {
        midnights[day].second
    }

    /// The index of the last date that has begun at `second`; nil before the first.
    func day(at second: Int64) -> Int? {
        var low = -1
        var high = midnights.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if midnights[middle].second <= second { low = middle } else { high = middle }
        }
        return low < 0 ? nil : low
    }

    /// A window of the date with that index.
    func interval(_ window: DayWindow, day: Int) -> Interval {
        let midnight = midnights[day]
        guard midnight.isPlain else {
            return Interval(moment(ofMinute: window.start, day: day), moment(ofMinute: window.end, day: day))
        }
        return Interval(
            Instant(secondsSinceEpoch: midnight.second + Int64(window.start) * 60),
            Instant(secondsSinceEpoch: midnight.second + Int64(window.end) * 60))
    }

    /// The moment that is `minute` minutes after a date's midnight on the wall clock, at most 2880.
    @inline(never)
    private func moment(ofMinute minute: Int, day: Int) -> Instant {
        let date = date(day).advanced(byDays: minute / 1440)
        return zone.firstMoment(showing: LocalDateTime(date: date, time: LocalTime(wrapping: minute)))
    }
}
