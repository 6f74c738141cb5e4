import Availability

/// The wall clock of a zone, minute by minute over some weeks: the oracle's only idea of local time.
struct ClockTable {
    let zone: ZoneRules
    /// Minute 0.
    let origin: Instant
    /// How many minutes to each side of a span can matter to a start in it: a day, and what a booking takes.
    let reach: Int
    /// For each minute, the highest minute on the clock (counted from 1970-01-01 00:00) that was shown so far.
    private let highest: [Int]

    init(zone: ZoneRules, around middle: Instant, days: Int, reach: Int = 1700) {
        self.zone = zone
        self.reach = reach
        let first = middle.secondsSinceEpoch / 60 * 60 - Int64(days) * 86_400
        origin = Instant(secondsSinceEpoch: first)
        var highest: [Int] = []
        highest.reserveCapacity(days * 2880)
        for minute in 0..<days * 2880 {
            let local = zone.localDateTime(at: Instant(secondsSinceEpoch: first + Int64(minute) * 60))
            let shown = local.date.daysSinceEpoch * 1440 + local.time.minuteOfDay
            highest.append(max(shown, highest.last ?? shown))
        }
        self.highest = highest
    }

    var count: Int { highest.count }

    func minute(_ instant: Instant) -> Int { origin.minutes(until: instant) }

    func instant(_ minute: Int) -> Instant { origin.advanced(byMinutes: minute) }

    /// The first minute at which the clock shows that minute of that date, or a later time.
    func edge(_ date: LocalDate, _ minuteOfDate: Int) -> Int {
        let wanted = date.daysSinceEpoch * 1440 + minuteOfDate
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if highest[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// All dates that begin within the table.
    var dates: [LocalDate] {
        guard let first = highest.first, let last = highest.last else { return [] }
        return (first / 1440 + 1...last / 1440).map(LocalDate.init(daysSinceEpoch:))
    }
}
