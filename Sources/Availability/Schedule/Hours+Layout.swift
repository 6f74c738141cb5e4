extension Hours {
    /// The windows that start on some dates, as stretches of time: ascending, those that touch joined into one. An
    /// edge that does not exist is the moment of the change, one that comes twice is the earlier.
    func intervals(on days: DayLine) -> [Interval] {
        let week = Week(weekly)
        var laidOut: [Interval] = []
        laidOut.reserveCapacity(days.count * 2)
        func layOut(_ window: DayWindow, _ day: Int) {
            laidOut.append(
                Interval(
                    Instant(secondsSinceEpoch: days.second(ofMinute: window.start, day: day)),
                    Instant(secondsSinceEpoch: days.second(ofMinute: window.end, day: day))))
        }
        var weekday = days.date(0).weekday.rawValue - 1
        for day in 0..<days.count {
            if !overrides.isEmpty, let dated = overrides[days.date(day)] {
                for window in dated { layOut(window, day) }
            } else {
                for index in week.ofWeekdays[weekday] { layOut(week.windows[index], day) }
            }
            weekday = weekday == 6 ? 0 : weekday + 1
        }
        return laidOut.joined()
    }

    /// The windows of all weekdays in one array: going through them counts no references.
    private struct Week {
        private(set) var windows: [DayWindow] = []
        /// From Monday to Sunday.
        private(set) var ofWeekdays: [Range<Int>] = Array(repeating: 0..<0, count: 7)

        init(_ weekly: [Weekday: [DayWindow]]) {
            for (weekday, ofWeekday) in weekly {
                ofWeekdays[weekday.rawValue - 1] = windows.count..<windows.count + ofWeekday.count
                windows += ofWeekday
            }
        }
    }

    /// The windows that start on one date, as stretches of time that may end on the next: ascending, disjoint.
    public func shifts(on date: LocalDate, in zone: ZoneRules) -> [Interval] {
        intervals(on: DayLine(from: date, through: date, zone: zone))
    }

    /// The parts of one date that lie inside windows, those that began the night before included: ascending, disjoint,
    /// cut at the date's ends.
    public func intervals(on date: LocalDate, in zone: ZoneRules) -> [Interval] {
        let day = zone.day(date)
        // A window can last two days.
        let days = DayLine(from: date.advanced(byDays: -2), through: date, zone: zone)
        return intervals(on: days).filter { $0.overlaps(day) }.map { $0.clamped(to: day) }
    }
}

extension [Interval] {
    /// What these cover together: ascending, disjoint and not touching, none empty.
    fileprivate func joined() -> [Interval] {
        guard !areApart else { return self }
        var joined: [Interval] = []
        joined.reserveCapacity(count)
        for next in sorted(by: { $0.start < $1.start }) where !next.isEmpty {
            if let last = joined.last, next.start <= last.end {
                joined[joined.count - 1].end = Swift.max(last.end, next.end)
            } else {
                joined.append(next)
            }
        }
        return joined
    }

    /// Whether there is nothing to join: mostly so.
    private var areApart: Bool {
        var end = Instant(secondsSinceEpoch: .min)
        for next in self {
            guard end < next.start, !next.isEmpty else { return false }
            end = next.end
        }
        return true
    }
}
