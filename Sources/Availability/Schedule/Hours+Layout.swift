extension Hours {
    /// The windows that start on some dates, as stretches of time: ascending, those that touch joined into one. An
    /// edge that does not exist is the moment of the change, one that comes twice is the earlier.
    func intervals(on days: DayLine) -> [Interval] {
        Array(capacity: windowsAtMost(on: days.indices)) { layOut(on: days, days.indices, behind: &$0) }
    }

    /// How many windows start on as many dates, or more.
    func windowsAtMost(on dates: Range<Int>) -> Int {
        let ofADay = overrides.isEmpty ? 0 : overrides.values.reduce(0) { max($0, $1.count) }
        return max(week.mostOfADay, ofADay) * dates.count
    }

    /// Appends the windows that start on some of the dates, as `intervals(on:)` has them, to those of others.
    func layOut(on days: DayLine, _ dates: Range<Int>, behind others: inout OutputSpan<Interval>) {
        let first = others.count
        let windows = week.windows.span
        var weekday = days.date(dates.lowerBound).weekday.rawValue - 1
        for day in dates {
            if !overrides.isEmpty, let dated = overrides[days.date(day)] {
                for window in dated { others.append(days.interval(window, day: day)) }
            } else {
                for index in week.indices(ofWeekday: weekday) {
                    others.append(days.interval(windows[index], day: day))
                }
            }
            weekday = weekday == 6 ? 0 : weekday + 1
        }
        others.join(from: first)
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

extension OutputSpan<Interval> {
    /// Makes of the last elements, from that with the index `first` on, what they cover together: ascending, disjoint
    /// and not touching, none empty.
    fileprivate mutating func join(from first: Int) {
        // Mostly there is nothing to join.
        guard !areApart(from: first) else { return }
        let laidOut = (first..<count).map { self[$0] }.sorted { $0.start < $1.start }
        removeLast(count - first)
        for next in laidOut where !next.isEmpty {
            if count > first, next.start <= self[count - 1].end {
                self[count - 1].end = max(self[count - 1].end, next.end)
            } else {
                append(next)
            }
        }
    }

    private func areApart(from first: Int) -> Bool {
        var end = Int64.min
        for index in first..<count {
            let next = self[index]
            if next.isEmpty || next.start.secondsSinceEpoch <= end { return false }
            end = next.end.secondsSinceEpoch
        }
        return true
    }
}
