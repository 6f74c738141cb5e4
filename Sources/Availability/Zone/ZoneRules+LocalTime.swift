/// What a time on the wall clock means in a zone.
public enum LocalResolution: Hashable, Sendable {
    case unique(Instant)
    /// The clocks skip it; the moment at which they do. The offsets are those of `change` and of the second before it.
    case nonexistent(change: Instant)
    /// The clocks show it twice; each moment has its own offset.
    case twice(earlier: Instant, later: Instant)
}

extension ZoneRules {
    /// What the wall clock shows at a moment, seconds dropped.
    public func localDateTime(at instant: Instant) -> LocalDateTime {
        LocalDateTime(clockSeconds: instant.secondsSinceEpoch + Int64(offset(at: instant).seconds))
    }

    /// The moments at which the wall clock shows `local`.
    public func resolve(_ local: LocalDateTime) -> LocalResolution {
        let (clock, turned) = folded(local.clockSeconds)
        var first: Int64?
        var last: Int64?
        for index in periodsAround(clock) {
            let moment = clock - Int64(periods[index].offset.seconds)
            guard periods[index].start <= moment, moment < end(ofPeriod: index) else { continue }
            first = first ?? moment
            last = moment
        }
        guard let first, let last else {
            return .nonexistent(change: firstMoment(showing: local))
        }
        let earlier = Instant(secondsSinceEpoch: first + turned)
        let later = Instant(secondsSinceEpoch: last + turned)
        return first == last ? .unique(earlier) : .twice(earlier: earlier, later: later)
    }

    /// The first moment at which the wall clock shows `local` or later: the moment of the change when the clocks skip
    /// it, the earlier one when they show it twice. This is where the edges of hours lie. It never runs backwards: of
    /// two local times, the later one gives no earlier moment.
    public func firstMoment(showing local: LocalDateTime) -> Instant {
        let (clock, turned) = folded(local.clockSeconds)
        for index in periodsAround(clock) {
            let moment = max(periods[index].start, clock - Int64(periods[index].offset.seconds))
            if moment < end(ofPeriod: index) { return Instant(secondsSinceEpoch: moment + turned) }
        }
        preconditionFailure("the periods around a time reach past it by more than the largest offset")
    }

    /// The moments of a date, half-open: 23 or 25 hours long when the clocks change, empty for a date that a zone
    /// skipped as a whole (2011-12-30 in Pacific/Apia).
    public func day(_ date: LocalDate) -> Interval {
        Interval(startOfDay(date), startOfDay(date.advanced(byDays: 1)))
    }

    /// The first moment of a date, midnight wherever there is one.
    public func startOfDay(_ date: LocalDate) -> Instant {
        firstMoment(showing: LocalDateTime(date: date, time: .midnight))
    }

    /// The periods in which the wall clock can show `clock`: those within the largest possible offset of it.
    private func periodsAround(_ clock: Int64) -> ClosedRange<Int> {
        let reach = Int64(ZoneOffset.largest)
        return period(at: clock - reach)...period(at: clock + reach)
    }

    private func end(ofPeriod index: Int) -> Int64 {
        index + 1 < periods.count ? periods[index + 1].start : .max
    }
}

extension ZoneOffset {
    /// No offset is as many seconds away from UTC.
    static let largest = 93_600
}
