import Availability

/// What the rules say about one therapist, minute by minute.
struct TherapistMinutes {
    let therapist: TherapistSchedule
    private let service: ServiceTimes
    private let schedule: Schedule
    private let clock: ClockTable
    private let bookings: [Occupancy]
    private let works: [Bool]
    private let idle: MinuteCount
    private let off: MinuteCount
    private let busy: MinuteCount
    private let slides: Slides
    /// For each minute of the neighbourhood, from where the steps of its window are counted.
    private let anchors: [Int]
    private let around: Range<Int>
    /// For each length of a stretch, what the therapist's services cannot fill of it.
    private let waste: [Int]

    init(_ therapist: TherapistSchedule, _ service: ServiceTimes, _ schedule: Schedule, _ clock: ClockTable) {
        self.therapist = therapist
        self.service = service
        self.schedule = schedule
        self.clock = clock
        let bookings = schedule.occupancies.filter { $0.therapist == therapist.id }
        self.bookings = bookings
        let works = painted(clock.windows(therapist.hours), count: clock.count)
        self.works = works
        let around = clock.neighbourhood(of: schedule.span)
        self.around = around
        anchors = Self.anchors(over: around, works, clock)
        let isOff = painted(therapist.timeOff.map(clock.range), count: clock.count)
        let blocked = bookings.map { clock.minute($0.blockedFrom)..<clock.minute($0.therapistReleased) }
        let isBusy = painted(blocked, count: clock.count)
        let idle = MinuteCount(over: around) { !works[$0] }
        let off = MinuteCount(over: around) { isOff[$0] }
        let busy = MinuteCount(over: around) { isBusy[$0] }
        (self.idle, self.off, self.busy) = (idle, off, busy)
        slides = Slides(over: clock.slidingRange(of: schedule.span)) { minute in
            let end = minute + service.duration
            return idle.count(minute..<end) == 0 && off.count(minute..<end) == 0
                && busy.count(minute - service.prep..<end + service.recovery) == 0
                && clock.instant(minute) >= schedule.now
        }
        waste = Self.waste(
            upTo: 2 * clock.reach,
            lengths: schedule.services.filter { therapist.services.contains($0.id) }
                .map { $0.prep + $0.duration + $0.recovery })
    }

    /// The names of the rules that a start breaks.
    func brokenRules(at minute: Int) -> Set<String> {
        let appointment = minute..<minute + service.duration
        let blocked = minute - service.prep..<appointment.upperBound + service.recovery
        var broken: Set<String> = []
        if !therapist.services.contains(service.id) { broken.insert("serviceNotDone") }
        if idle.count(appointment) > 0 { broken.insert("outsideHours") }
        if off.count(appointment) > 0 { broken.insert("timeOff") }
        if busy.count(blocked) > 0 { broken.insert("therapistBusy") }
        if clock.instant(minute) < schedule.now { broken.insert("past") }
        if works[minute], !isOffered(minute) { broken.insert("offGrid") }
        return broken
    }

    func isStep(_ minute: Int) -> Bool {
        let minutes =
            switch schedule.grid.anchor {
            case .window: minute - anchors[minute - around.lowerBound]
            case .absolute(let origin): minute - clock.minute(origin)
            }
        return minutes % schedule.grid.granularity == 0
    }

    private func isOffered(_ minute: Int) -> Bool {
        if isStep(minute) { return true }
        guard schedule.grid.abutting else { return false }
        let end = minute + service.duration
        return bookings.contains { clock.minute($0.therapistReleased) == minute - service.prep }
            || bookings.contains { clock.minute($0.blockedFrom) == end + service.recovery }
            || (works[end - 1] && !works[end])
    }

    /// The first minute of each minute's window; where one fills whole weeks, the last Monday that ends or begins one.
    private static func anchors(over around: Range<Int>, _ works: [Bool], _ clock: ClockTable) -> [Int] {
        let mondays = clock.dates.filter { $0.weekday == .monday }.map { clock.edge($0, 0) }
        let filled = zip(mondays, mondays.dropFirst()).filter { works[$0..<$1].allSatisfy(\.self) }
        let filledMondays = Set(filled.flatMap { [$0, $1] })
        var anchor = around.lowerBound
        while works[anchor - 1], !filledMondays.contains(anchor) { anchor -= 1 }
        return around.map { minute in
            if !works[minute - 1] || filledMondays.contains(minute) { anchor = minute }
            return anchor
        }
    }

    func gapCost(at minute: Int) -> Int {
        let length = service.prep + service.duration + service.recovery
        let (before, after) = (slides.before(minute), slides.after(minute))
        return waste[before] + waste[after] - waste[before + length + after]
    }

    /// Adds lengths up in all ways, and looks how near each stretch comes to a sum.
    private static func waste(upTo longest: Int, lengths: [Int]) -> [Int] {
        var isSum = [true] + Array(repeating: false, count: longest)
        for sum in 0...longest where isSum[sum] {
            for length in lengths where sum + length <= longest { isSum[sum + length] = true }
        }
        var filled = 0
        return (0...longest).map { minutes in
            if isSum[minutes] { filled = minutes }
            return minutes - filled
        }
    }

    func booked(on date: LocalDate) -> Int {
        bookings.filter { schedule.zone.localDateTime(at: $0.starts).date == date }
            .reduce(0) { $0 + $1.starts.minutes(until: $1.ends) }
    }
}
