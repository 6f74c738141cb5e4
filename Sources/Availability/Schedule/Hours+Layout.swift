extension Hours {
    /// The windows that start on some dates, as stretches of time: ascending, those that touch joined into one. An
    /// edge that does not exist is the moment of the change, one that comes twice is the earlier.
    func intervals(on days: DayLine) -> [Interval] {
        var laidOut: [Interval] = []
        layOut(on: days, behind: &laidOut)
        return laidOut
    }

    /// Appends `intervals(on:)` to those of others.
    func layOut(on days: DayLine, behind others: inout [Interval]) {
        let first = others.count
        var areApart = true
        var end = Int64.min
        func layOut(_ window: DayWindow, _ day: Int) {
            let window = days.interval(window, day: day)
            areApart = areApart && end < window.start.secondsSinceEpoch && !window.isEmpty
            end = window.end.secondsSinceEpoch
            others.append(window)
        }
        var weekday = days.date(0).weekday.rawValue - 1
        for day in 0..<days.count {
            if !overrides.isEmpty, let dated = overrides[days.date(day)] {
                for window in dated { layOut(window, day) }
            } else {
                for index in week.bounds[weekday]..<week.bounds[weekday + 1] { layOut(week.windows[index], day) }
            }
            weekday = weekday == 6 ? 0 : weekday + 1
        }
        // Mostly there is nothing to join.
        if !areApart { others.replaceSubrange(first..., with: others[first...].joined()) }
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

extension ArraySlice<Interval> {
    /// What these cover together: ascending, disjoint and not touching, none empty.
    fileprivate func joined() -> [Interval] {
        var joined: [Interval] = []
        for next in sorted(by: { $0.start < $1.start }) where !next.isEmpty {
            if let last = joined.last, next.start <= last.end {
                joined[joined.count - 1].end = Swift.max(last.end, next.end)
            } else {
                joined.append(next)
            }
        }
        return joined
    }
}
