/// What has to be free around a start, half-open: `[start - lead, start + tail)`, in seconds.
///
/// Every rule about time is one of two questions about a footprint, and both are answered as a range of starts: the
/// listing takes ranges away from each other, the explanation asks whether they hold one start.
struct Footprint {
    let lead: Int64
    let tail: Int64

    /// The starts at which the footprint lies inside `window`; empty when it is too long for it.
    func starts(inside window: Interval) -> Range<Int64> {
        let first = window.start.secondsSinceEpoch + lead
        let last = window.end.secondsSinceEpoch - tail
        return first..<max(first, last + 1)
    }

    /// The starts at which the footprint shares a moment with something from `begin` until `end`; empty when that is
    /// no later.
    @inline(__always)
    func starts(meeting begin: Instant, until end: Instant) -> Range<Int64> {
        let first = begin.secondsSinceEpoch - (tail - 1)
        let last = begin < end ? end.secondsSinceEpoch + lead : first
        return first..<max(first, last)
    }
}

extension ServiceTimes {
    /// What a therapist's windows must hold, and time off must spare.
    var appointment: Footprint {
        Footprint(lead: 0, tail: Int64(duration) * 60)
    }

    /// What must be free of a therapist's other bookings.
    var therapistFootprint: Footprint {
        Footprint(lead: Int64(prep) * 60, tail: Int64(duration + recovery) * 60)
    }

    /// What must be free of a room's other bookings and closures, and inside its hours.
    var roomFootprint: Footprint {
        Footprint(lead: Int64(prep) * 60, tail: Int64(duration + turnover) * 60)
    }

    /// Minutes that the service takes of a therapist's time.
    var therapistMinutes: Int { prep + duration + recovery }
}
