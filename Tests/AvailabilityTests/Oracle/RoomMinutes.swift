import Availability

/// What the rules say about one room, minute by minute.
struct RoomMinutes {
    let room: RoomSchedule
    private let service: ServiceTimes
    private let shut: MinuteCount
    private let closed: MinuteCount
    private let busy: MinuteCount
    private let slides: Slides

    init(_ room: RoomSchedule, _ service: ServiceTimes, _ schedule: Schedule, _ clock: ClockTable) {
        self.room = room
        self.service = service
        let around = clock.neighbourhood(of: schedule.span)
        let isOpen = painted(room.hours.map(clock.windows) ?? [around], count: clock.count)
        let isClosed = painted(room.closures.map(clock.range), count: clock.count)
        let blocked = schedule.occupancies.filter { $0.room == room.id }
            .map { clock.minute($0.blockedFrom)..<clock.minute($0.roomReleased) }
        let isBusy = painted(blocked, count: clock.count)
        let shut = MinuteCount(over: around) { !isOpen[$0] }
        let closed = MinuteCount(over: around) { isClosed[$0] }
        let busy = MinuteCount(over: around) { isBusy[$0] }
        (self.shut, self.closed, self.busy) = (shut, closed, busy)
        slides = Slides(over: clock.slidingRange(of: schedule.span)) { minute in
            let blocked = minute - service.prep..<minute + service.duration + service.turnover
            return shut.count(blocked) == 0 && closed.count(blocked) == 0 && busy.count(blocked) == 0
        }
    }

    func brokenRules(at minute: Int) -> Set<String> {
        let blocked = minute - service.prep..<minute + service.duration + service.turnover
        var broken: Set<String> = []
        if !room.services.contains(service.id) { broken.insert("serviceDoesNotFit") }
        if shut.count(blocked) > 0 { broken.insert("roomNotOpen") }
        if closed.count(blocked) > 0 { broken.insert("roomClosed") }
        if busy.count(blocked) > 0 { broken.insert("roomBusy") }
        return broken
    }

    func slack(at minute: Int) -> Int {
        slides.before(minute) + slides.after(minute)
    }
}
