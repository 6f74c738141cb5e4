/// One service looked for in one schedule: where all the rules of booking are written, once, for the listing and the
/// explanation alike.
struct Search: Sendable {
    var schedule: Schedule
    let service: ServiceTimes
    /// The starts that are looked for.
    let span: Interval
    let days: DayLine
    /// The dates whose windows can hold an appointment that is looked for, or tell where its steps begin; as indices of
    /// `days`.
    let dates: Range<Int>
    private let appointment: Footprint
    private let therapistFootprint: Footprint
    private let roomFootprint: Footprint
    private let mondays: [Int64]
    /// Nil where each window has its own.
    let absoluteSteps: StartSteps?

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
        if absoluteSteps == nil {
            let firstMonday = (8 - days.date(0).weekday.rawValue) % 7
            mondays = stride(from: firstMonday, to: days.count, by: 7).map(days.midnight)
            dates = days.indices
        } else {
            mondays = []
            let first = days.day(at: self.span.start.secondsSinceEpoch) ?? 0
            let last = days.day(at: self.span.end.advanced(byMinutes: service.duration).secondsSinceEpoch) ?? 0
            dates = max(0, first - 1)..<last + 1
        }
    }

    /// Appointments lie inside the working hours,
    func windows(of therapist: TherapistSchedule) -> [Interval] {
        therapist.hours.intervals(on: days)
    }

    func startsOfAppointment(inside window: Interval) -> Range<Int64> {
        appointment.starts(inside: window)
    }

    /// and outside time off, which buffers may reach into; no start is past;
    func startsOfAppointment(meeting timeOff: Interval) -> Range<Int64> {
        appointment.starts(meeting: timeOff.start, until: timeOff.end)
    }

    var pastStarts: Range<Int64> { .min..<schedule.now.secondsSinceEpoch }

    /// and nothing of the therapist's time meets another booking's.
    func startsWithTherapistBusy(_ busy: BusyTime) -> Range<Int64> {
        therapistFootprint.starts(meeting: busy.from, until: busy.until)
    }

    /// All of the room's time, from prep to turnover, lies inside its hours,
    func windows(of room: RoomSchedule) -> [Interval] {
        room.hours.map { $0.intervals(on: days) } ?? [.always]
    }

    func startsInRoom(inside window: Interval) -> Range<Int64> {
        roomFootprint.starts(inside: window)
    }

    /// outside its closures,
    func startsInRoom(meeting closure: Interval) -> Range<Int64> {
        roomFootprint.starts(meeting: closure.start, until: closure.end)
    }

    /// and meets no other booking's.
    func startsWithRoomBusy(_ busy: BusyTime) -> Range<Int64> {
        roomFootprint.starts(meeting: busy.from, until: busy.until)
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
