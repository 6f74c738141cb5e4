/// One service looked for in one schedule: where all the rules of booking are written, once, for the listing and the
/// explanation alike.
struct Search: Sendable {
    var schedule: Schedule
    let service: ServiceTimes
    /// The starts that are looked for.
    let span: Interval
    let days: DayLine
    private let appointment: Footprint
    private let therapistFootprint: Footprint
    private let roomFootprint: Footprint
    private let mondays: [Int64]
    private let absoluteSteps: StartSteps?

    /// Nil when the schedule has no such service.
    init?(_ schedule: Schedule, service: ServiceID, span: Interval) {
        guard let service = schedule.services.first(where: { $0.id == service }) else { return nil }
        self.schedule = schedule
        self.service = service
        self.span = span.clamped(to: schedule.span)
        appointment = service.appointment
        therapistFootprint = service.therapistFootprint
        roomFootprint = service.roomFootprint
        absoluteSteps = StartSteps(grid: schedule.grid)
        let days = Self.days(around: self.span, schedule, service)
        self.days = days
        let firstMonday = (8 - days.date(0).weekday.rawValue) % 7
        mondays = stride(from: firstMonday, to: days.count, by: 7).map(days.midnight)
    }

    /// Appointments lie inside the working hours,
    func windows(of therapist: TherapistSchedule) -> [Interval] {
        therapist.hours.intervals(on: days)
    }

    func startsOfAppointment(inside window: Interval) -> Range<Int64> {
        appointment.starts(inside: window)
    }

    /// and outside time off, which buffers may reach into; no start is past;
    func absences(of therapist: TherapistSchedule) -> some Sequence<StartRules.Ban> {
        therapist.timeOff.lazy.map { [appointment] in
            StartRules.Ban(starts: appointment.starts(meeting: $0), obstacle: .off($0))
        }
    }

    var past: StartRules.Ban {
        StartRules.Ban(starts: .min..<schedule.now.secondsSinceEpoch, obstacle: .past)
    }

    /// and nothing of the therapist's time meets another booking's.
    func startsWithTherapistBusy(with other: borrowing Occupancy) -> Range<Int64> {
        therapistFootprint.starts(meeting: other.ofTherapist)
    }

    /// All of the room's time, from prep to turnover, lies inside its hours,
    func windows(of room: RoomSchedule) -> [Interval] {
        room.hours.map { $0.intervals(on: days) } ?? [.always]
    }

    func startsInRoom(inside window: Interval) -> Range<Int64> {
        roomFootprint.starts(inside: window)
    }

    /// outside its closures,
    func absences(of room: RoomSchedule) -> some Sequence<StartRules.Ban> {
        room.closures.lazy.map { [roomFootprint] in
            StartRules.Ban(starts: roomFootprint.starts(meeting: $0), obstacle: .off($0))
        }
    }

    /// and meets no other booking's.
    func startsWithRoomBusy(with other: borrowing Occupancy) -> Range<Int64> {
        roomFootprint.starts(meeting: other.ofRoom)
    }

    /// The grid counts its steps within the windows,
    func steps(in windows: ArraySlice<Interval>) -> StartSteps {
        absoluteSteps ?? StartSteps(granularity: schedule.grid.granularity, windows: windows, mondays: mondays)
    }

    /// and the starts off its steps that leave no gap are right before what a booking forbids, right after it, and at
    /// the end of each window.
    func startsAbutting(_ busy: Range<Int64>) -> (before: Int64, after: Int64)? {
        schedule.grid.abutting && !busy.isEmpty ? (busy.lowerBound - 1, busy.upperBound) : nil
    }

    func startAbuttingEnd(of window: Interval) -> Int64? {
        schedule.grid.abutting ? startsOfAppointment(inside: window).last : nil
    }

    /// The dates whose windows matter to a start within the span: all that is booked then, and the day to each side that
    /// gap costs look at. Steps that are counted from the start of each window need whole weeks: back to the one
    /// before, which shows whether a window has gone on for longer than a week.
    private static func days(around span: Interval, _ schedule: Schedule, _ service: ServiceTimes) -> DayLine {
        let longestWindow = 2
        let zone = schedule.zone
        let reach = service.prep + service.duration + max(service.recovery, service.turnover)
        let first = zone.localDateTime(at: span.start.advanced(byMinutes: -reach)).date
        let last = zone.localDateTime(at: span.end.advanced(byMinutes: reach)).date
        if case .absolute = schedule.grid.anchor {
            // Two dates, because one can be shorter than a day.
            return DayLine(
                from: first.advanced(byDays: -2 - longestWindow), through: last.advanced(byDays: 2), zone: zone)
        }
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
