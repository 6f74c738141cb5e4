import Availability
import Booking

/// The vertical axis of a calendar: minutes from the start of a column's date, and the moments they stand for.
struct TimeAxis: Hashable {
    enum Measure {
        /// Elapsed minutes: a day has 23, 24 or 25 hours, and an hour that comes twice is drawn twice.
        case elapsed
        /// Minutes of the wall clock, so that days side by side have one axis: an hour that comes twice is drawn once.
        case wallClock
    }

    var zone: ZoneRules
    var measure: Measure

    var clock: WallClock { WallClock(zone: zone) }

    /// How many minutes a date has.
    func minutes(on date: LocalDate) -> Int {
        measure == .elapsed ? zone.day(date).minutes : 1440
    }

    /// The minute of a moment; negative before the date, past its minutes after it.
    func minute(of instant: Instant, on date: LocalDate) -> Int {
        switch measure {
        case .elapsed:
            return zone.startOfDay(date).minutes(until: instant)
        case .wallClock:
            let local = zone.localDateTime(at: instant)
            return (local.date.daysSinceEpoch - date.daysSinceEpoch) * 1440 + local.time.minuteOfDay
        }
    }

    /// The moment at a minute; where the clocks skip it, the moment at which they do.
    func instant(atMinute minute: Int, on date: LocalDate) -> Instant {
        switch measure {
        case .elapsed:
            return zone.startOfDay(date).advanced(byMinutes: minute)
        case .wallClock:
            return zone.instant(on: date, minute: minute)
        }
    }

    /// What the wall clock shows at a minute.
    func time(atMinute minute: Int, on date: LocalDate) -> LocalTime {
        zone.localDateTime(at: instant(atMinute: minute, on: date)).time
    }
}

extension ZoneRules {
    /// The moment at which a date's wall clock shows a time, given in minutes after midnight; 1440 and more are on the
    /// dates after it.
    func instant(on date: LocalDate, minute: Int) -> Instant {
        let day = minute >= 0 ? minute / 1440 : (minute - 1439) / 1440
        let time = LocalTime(minuteOfDay: minute - day * 1440) ?? .midnight
        return firstMoment(showing: LocalDateTime(date: date.advanced(byDays: day), time: time))
    }

    /// The hours of a date as moments: windows that start on it, and those that reach over from the day before, cut to
    /// the date and without what `away` takes; touching ones joined.
    func openings(_ hours: Hours?, on date: LocalDate, without away: [Interval]) -> [Interval] {
        let day = day(date)
        guard let hours else { return [day].subtracting(away) }
        let windows = [date.advanced(byDays: -1), date].flatMap { start in
            hours.windows(on: start).map { window in
                Interval(instant(on: start, minute: window.start), instant(on: start, minute: window.end))
            }
        }
        return windows.clipped(to: day).joined.subtracting(away)
    }
}

extension [Interval] {
    fileprivate func clipped(to bounds: Interval) -> [Interval] {
        compactMap { interval in
            let start = Swift.max(interval.start, bounds.start)
            let end = Swift.min(interval.end, bounds.end)
            return start < end ? Interval(start, end) : nil
        }
    }

    /// Ascending, those that touch or overlap made one.
    fileprivate var joined: [Interval] {
        sorted { $0.start < $1.start }.reduce(into: []) { joined, next in
            if let last = joined.last, next.start <= last.end {
                joined[joined.count - 1] = Interval(last.start, Swift.max(last.end, next.end))
            } else {
                joined.append(next)
            }
        }
    }

    fileprivate func subtracting(_ taken: [Interval]) -> [Interval] {
        taken.reduce(self) { rest, hole in
            rest.flatMap { interval -> [Interval] in
                guard interval.overlaps(hole) else { return [interval] }
                let before = interval.start < hole.start ? [Interval(interval.start, hole.start)] : []
                let after = hole.end < interval.end ? [Interval(hole.end, interval.end)] : []
                return before + after
            }
        }
    }
}
