import Availability

/// The rules of booking once more, asked of every single minute: slow, plain, and sharing nothing with the engine but
/// the types of its input. All times are minutes of the clock table.
struct Oracle {
    let schedule: Schedule
    let service: ServiceTimes
    let clock: ClockTable
    private let therapists: [TherapistMinutes]
    private let rooms: [RoomMinutes]

    init(_ schedule: Schedule, service: ServiceTimes, clock: ClockTable) {
        self.schedule = schedule
        self.service = service
        self.clock = clock
        therapists = schedule.therapists.map { TherapistMinutes($0, service, schedule, clock) }
        rooms = schedule.rooms.map { RoomMinutes($0, service, schedule, clock) }
    }

    /// All slots in their order.
    func slots() -> [Slot] {
        let first = clock.minute(schedule.span.start)
        let last = clock.minute(schedule.span.end)
        return (first..<max(first, last)).flatMap(slots(at:))
    }

    /// The names of the rules that the triple breaks.
    func brokenRules(_ minute: Int, therapist: Int, room: Int) -> Set<String> {
        therapists[therapist].brokenRules(at: minute).union(rooms[room].brokenRules(at: minute))
    }

    /// Whether a step of the grid offers the slot; else it only abuts.
    func isStep(_ slot: Slot) -> Bool {
        therapists.contains { $0.therapist.id == slot.therapist && $0.isStep(clock.minute(slot.start)) }
    }

    private func slots(at minute: Int) -> [Slot] {
        let open = rooms.filter { $0.brokenRules(at: minute).isEmpty }.map { ($0, $0.slack(at: minute)) }
        let date = schedule.zone.localDateTime(at: clock.instant(minute)).date
        let groups = therapists.filter { $0.brokenRules(at: minute).isEmpty }.map { column in
            let usual = column.therapist.usualRoom
            let rooms = open.sorted { left, right in
                (left.1, left.0.room.id == usual ? 0 : 1, left.0.room.id)
                    < (right.1, right.0.room.id == usual ? 0 : 1, right.0.room.id)
            }
            let hasUsual = rooms.first.map { $0.0.room.id == usual } ?? false
            return (column, rooms.map(\.0), hasUsual ? 0 : 1, column.booked(on: date))
        }
        return groups.sorted { ($0.2, $0.3, $0.0.therapist.id) < ($1.2, $1.3, $1.0.therapist.id) }.flatMap { group in
            group.1.map { slot(at: minute, group.0, $0) }
        }
    }

    private func slot(at minute: Int, _ column: TherapistMinutes, _ room: RoomMinutes) -> Slot {
        let end = minute + service.duration
        return Slot(
            start: clock.instant(minute), end: clock.instant(end), therapist: column.therapist.id, room: room.room.id,
            therapistReleased: clock.instant(end + service.recovery),
            roomReleased: clock.instant(end + service.turnover), gapCost: column.gapCost(at: minute))
    }
}

/// Counts the minutes of some kind, so that a whole stretch can be asked at once.
struct MinuteCount {
    private var before: [Int] = [0]
    private let range: Range<Int>

    init(over range: Range<Int>, where isCounted: (Int) -> Bool) {
        self.range = range
        before.reserveCapacity(range.count + 1)
        for minute in range { before.append(before[before.count - 1] + (isCounted(minute) ? 1 : 0)) }
    }

    func count(_ stretch: Range<Int>) -> Int {
        before[stretch.upperBound - range.lowerBound] - before[stretch.lowerBound - range.lowerBound]
    }
}

/// How far a booking could slide from each minute to either side, a day at most.
struct Slides {
    private var before: [Int] = []
    private var after: [Int] = []
    private let first: Int

    init(over range: Range<Int>, where isFree: (Int) -> Bool) {
        first = range.lowerBound
        let free = range.map(isFree)
        var run = 0
        for isFree in free {
            before.append(min(run, 1440))
            run = isFree ? run + 1 : 0
        }
        run = 0
        for isFree in free.reversed() {
            after.append(min(run, 1440))
            run = isFree ? run + 1 : 0
        }
        after.reverse()
    }

    func before(_ minute: Int) -> Int { before[minute - first] }
    func after(_ minute: Int) -> Int { after[minute - first] }
}

/// Paints stretches of minutes into one row of them.
func painted(_ stretches: [Range<Int>], count: Int) -> [Bool] {
    var row = Array(repeating: false, count: count)
    for stretch in stretches {
        for minute in stretch.clamped(to: 0..<count) { row[minute] = true }
    }
    return row
}

extension ClockTable {
    func windows(_ hours: Hours) -> [Range<Int>] {
        dates.flatMap { date in
            hours.windows(on: date).map { edge(date, $0.start)..<edge(date, $0.end) }
        }
    }

    func range(_ interval: Interval) -> Range<Int> {
        minute(interval.start)..<minute(interval.end)
    }

    /// The minutes that can matter to a start within the span.
    func neighbourhood(of span: Interval) -> Range<Int> {
        minute(span.start) - reach..<minute(span.end) + reach
    }

    /// The starts to which a booking could slide, with room in the neighbourhood for all that it takes.
    func slidingRange(of span: Interval) -> Range<Int> {
        minute(span.start) - reach * 7 / 8..<minute(span.end) + reach * 7 / 8
    }
}
