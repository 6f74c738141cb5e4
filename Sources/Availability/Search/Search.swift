/// One service looked for in one schedule: where all the rules of booking are written, once, for the listing and the
/// explanation alike.
struct Search: Sendable {
    var schedule: Schedule
    let service: ServiceTimes
    /// The starts that are looked for.
    let span: Interval
    let days: DayLine
    private let mondays: [Int64]

    /// Nil when the schedule has no such service.
    init?(_ schedule: Schedule, service: ServiceID, span: Interval) {
        guard let service = schedule.services.first(where: { $0.id == service }) else { return nil }
        self.schedule = schedule
        self.service = service
        self.span = span.clamped(to: schedule.span)
        let days = Self.days(around: self.span, zone: schedule.zone, service: service)
        self.days = days
        let firstMonday = (8 - days.date(0).weekday.rawValue) % 7
        mondays = stride(from: firstMonday, to: days.count, by: 7).map(days.midnight)
    }

    /// Appointments lie inside the working hours,
    func openings(of therapist: TherapistSchedule) -> [StartRules.Opening] {
        let appointment = service.appointment
        return therapist.hours.intervals(on: days).map {
            StartRules.Opening(window: $0, starts: appointment.starts(inside: $0))
        }
    }

    /// and outside time off, which buffers may reach into; no start is past;
    func absences(of therapist: TherapistSchedule) -> [StartRules.Ban] {
        let appointment = service.appointment
        let past = StartRules.Ban(starts: .min..<schedule.now.secondsSinceEpoch, obstacle: .past)
        return [past]
            + therapist.timeOff.map { StartRules.Ban(starts: appointment.starts(meeting: $0), obstacle: .off($0)) }
    }

    /// and nothing of the therapist's time meets another booking's.
    func startsWithTherapistBusy(with other: Occupancy) -> Range<Int64> {
        service.therapistFootprint.starts(meeting: other.ofTherapist)
    }

    /// All of the room's time, from prep to turnover, lies inside its hours,
    func openings(of room: RoomSchedule) -> [StartRules.Opening] {
        let footprint = service.roomFootprint
        let windows = room.hours.map { $0.intervals(on: days) } ?? [.always]
        return windows.map { StartRules.Opening(window: $0, starts: footprint.starts(inside: $0)) }
    }

    /// outside its closures,
    func absences(of room: RoomSchedule) -> [StartRules.Ban] {
        let footprint = service.roomFootprint
        return room.closures.map { StartRules.Ban(starts: footprint.starts(meeting: $0), obstacle: .off($0)) }
    }

    /// and meets no other booking's.
    func startsWithRoomBusy(with other: Occupancy) -> Range<Int64> {
        service.roomFootprint.starts(meeting: other.ofRoom)
    }

    /// The grid counts its steps within the openings,
    func steps(in openings: [StartRules.Opening]) -> StartSteps {
        StartSteps(grid: schedule.grid, openings: openings, mondays: mondays)
    }

    /// and the starts off its steps that leave no gap are right before what a booking forbids, right after it, and at
    /// the end of each window.
    func startsAbutting(_ busy: Range<Int64>) -> (before: Int64, after: Int64)? {
        schedule.grid.abutting && !busy.isEmpty ? (busy.lowerBound - 1, busy.upperBound) : nil
    }

    func startAbuttingEnd(of opening: StartRules.Opening) -> Int64? {
        schedule.grid.abutting ? opening.starts.last : nil
    }

    /// The dates whose windows matter to a start within the span. Back to the week before it, which shows whether a
    /// window has gone on for longer than a week; on to the week in which everything that begins in the span is over.
    private static func days(around span: Interval, zone: ZoneRules, service: ServiceTimes) -> DayLine {
        let longestWindow = 2
        let reach = service.prep + service.duration + max(service.recovery, service.turnover)
        let first = zone.localDateTime(at: span.start).date
        let last = zone.localDateTime(at: span.end.advanced(byMinutes: reach)).date
        return DayLine(
            from: first.monday.advanced(byDays: -7 - longestWindow),
            through: last.advanced(byDays: longestWindow).monday.advanced(byDays: 7),
            zone: zone)
    }
}

extension LocalDate {
    /// The Monday of this date's week.
    fileprivate var monday: LocalDate { advanced(byDays: Weekday.monday.rawValue - weekday.rawValue) }
}

extension Interval {
    /// Longer than anything that is booked, and far from overflowing.
    fileprivate static let always = Interval(Instant(secondsSinceEpoch: .min / 4), Instant(secondsSinceEpoch: .max / 4))

    var seconds: Range<Int64> { start.secondsSinceEpoch..<end.secondsSinceEpoch }
}
