/// One service looked for in one schedule: where all the rules of booking are written, once, for the listing and the
/// explanation alike.
struct Search {
    let schedule: Schedule
    let service: ServiceTimes
    let days: DayLine
    private let mondays: [Int64]

    /// Nil when the schedule has no such service.
    init?(_ schedule: Schedule, service: ServiceID) {
        guard let service = schedule.services.first(where: { $0.id == service }) else { return nil }
        self.schedule = schedule
        self.service = service
        let days = Self.days(around: schedule, service: service)
        self.days = days
        mondays = (0..<days.count).filter { days.date($0).weekday == .monday }.map(days.midnight)
    }

    /// Appointments lie inside the working hours and outside time off, which buffers may reach into; nothing of the
    /// therapist's time meets another booking's; and no start is past.
    func rules(for therapist: TherapistSchedule, occupancies: [Int]) -> StartRules {
        let appointment = service.appointment
        let windows = therapist.hours.intervals(on: days)
        let past = StartRules.Ban(starts: .min..<schedule.now.secondsSinceEpoch, obstacle: .past)
        let off = therapist.timeOff.map { StartRules.Ban(starts: appointment.starts(meeting: $0), obstacle: .off($0)) }
        let busy = occupancies.map { index in
            let other = schedule.occupancies[index].ofTherapist
            return StartRules.Ban(starts: service.therapistFootprint.starts(meeting: other), obstacle: .booking(index))
        }
        return StartRules(
            openings: windows.map { StartRules.Opening(window: $0, starts: appointment.starts(inside: $0)) },
            bans: [past] + off + busy)
    }

    /// All of the room's time, from prep to turnover, lies inside its hours, outside its closures, and meets no other
    /// booking's.
    func rules(for room: RoomSchedule, occupancies: [Int]) -> StartRules {
        let footprint = service.roomFootprint
        let windows = room.hours.map { $0.intervals(on: days) } ?? [.always]
        let closed = room.closures.map { StartRules.Ban(starts: footprint.starts(meeting: $0), obstacle: .off($0)) }
        let busy = occupancies.map { index in
            let other = schedule.occupancies[index].ofRoom
            return StartRules.Ban(starts: footprint.starts(meeting: other), obstacle: .booking(index))
        }
        return StartRules(
            openings: windows.map { StartRules.Opening(window: $0, starts: footprint.starts(inside: $0)) },
            bans: closed + busy)
    }

    func offeredStarts(_ rules: StartRules) -> OfferedStarts {
        OfferedStarts(grid: schedule.grid, rules: rules, mondays: mondays)
    }

    func gapCost(for therapist: TherapistSchedule, free: [Range<Int64>]) -> GapCost {
        let lengths = schedule.services.filter { therapist.services.contains($0.id) }.map(\.therapistMinutes)
        return GapCost(lengths: lengths, length: service.therapistMinutes, free: free)
    }

    /// The dates whose windows matter to a start within the span. Back to the week before it, which shows whether a
    /// window has gone on for longer than a week; on to the week in which everything that begins in the span is over.
    private static func days(around schedule: Schedule, service: ServiceTimes) -> DayLine {
        let longestWindow = 2
        let reach = service.prep + service.duration + max(service.recovery, service.turnover)
        let first = schedule.zone.localDateTime(at: schedule.span.start).date
        let last = schedule.zone.localDateTime(at: schedule.span.end.advanced(byMinutes: reach)).date
        return DayLine(
            from: first.monday.advanced(byDays: -7 - longestWindow),
            through: last.advanced(byDays: longestWindow).monday.advanced(byDays: 7),
            zone: schedule.zone)
    }
}

extension LocalDate {
    /// The Monday of this date's week.
    fileprivate var monday: LocalDate { advanced(byDays: Weekday.monday.rawValue - weekday.rawValue) }
}

extension Interval {
    /// Longer than anything that is booked, and far from overflowing.
    fileprivate static let always = Interval(Instant(secondsSinceEpoch: .min / 4), Instant(secondsSinceEpoch: .max / 4))
}
