import Availability

extension World {
    /// A world near the middle of a clock table: awkward minutes, bookings off the grid, some without a gap after another
    /// and some of people and rooms that are not asked about, buffers of all kinds, windows over midnight and around the
    /// clock.
    init(seed: UInt64, clock: ClockTable) {
        var random = SplitMix(seed: seed)
        let start = clock.count / 2 + random.int(-1440...1440)
        let minutes = random.spanLength()
        let span = Interval(clock.instant(start), clock.instant(start + minutes))
        // Short services in short spans make as many conflicts as long ones in long spans, sooner.
        let longest = random.once(in: 4) ? 120 : 30
        let services = (1...Int32(random.int(1...3))).map { random.service($0, longest: longest) }
        let ids = services.map(\.id)
        let therapists = (1...Int32(random.int(1...3))).map { random.therapist($0, services: ids, clock, start) }
        let rooms = (1...Int32(random.int(1...3))).map { random.room($0, services: ids, clock, start) }
        var occupancies: [Occupancy] = []
        for index in 0..<random.int(0...7) {
            var next = random.occupancy(
                "B\(index)", therapists.count, rooms.count, clock, near: start, minutes, longest)
            if let before = occupancies.last, random.once(in: 4) { next.follow(before) }
            occupancies.append(next)
        }
        let now = random.once(in: 2) ? start - 5000 : start + random.int(-30...minutes)
        schedule = Schedule(
            span: span,
            now: Instant(secondsSinceEpoch: clock.instant(now).secondsSinceEpoch + Int64(random.int(0...59))),
            zone: clock.zone, grid: random.grid(clock), services: services, therapists: therapists, rooms: rooms,
            occupancies: occupancies)
        service = random.pick(ids)
    }
}

extension SplitMix {
    fileprivate mutating func service(_ id: Int32, longest: Int) -> ServiceTimes {
        ServiceTimes(
            id: ServiceID(rawValue: id), duration: int(1...longest), prep: buffer(), recovery: buffer(),
            turnover: buffer())
    }

    private mutating func buffer() -> Int { once(in: 2) ? 0 : once(in: 12) ? int(16...90) : int(1...15) }

    /// Minutes; mostly some hours, sometimes days, sometimes next to nothing.
    fileprivate mutating func spanLength() -> Int {
        if once(in: 8) { return int(1000...3000) }
        return once(in: 12) ? int(0...5) : int(60...400)
    }

    fileprivate mutating func therapist(
        _ id: Int32, services: [ServiceID], _ clock: ClockTable, _ start: Int
    ) -> TherapistSchedule {
        TherapistSchedule(
            id: TherapistID(rawValue: id), services: some(services), hours: hours(clock, start),
            timeOff: intervals(clock, start), usualRoom: once(in: 2) ? RoomID(rawValue: Int32(int(1...3))) : nil)
    }

    fileprivate mutating func room(
        _ id: Int32, services: [ServiceID], _ clock: ClockTable, _ start: Int
    ) -> RoomSchedule {
        RoomSchedule(
            id: RoomID(rawValue: id), services: some(services), hours: once(in: 2) ? hours(clock, start) : nil,
            closures: intervals(clock, start))
    }

    private mutating func some(_ services: [ServiceID]) -> Set<ServiceID> {
        Set(services.filter { _ in !once(in: 4) })
    }

    private mutating func hours(_ clock: ClockTable, _ start: Int) -> Hours {
        let style = int(0...5)
        var weekly: [Weekday: [DayWindow]] = [:]
        for day in Weekday.allCases where !once(in: 5) || style == 0 { weekly[day] = windows(style) }
        var overrides: [LocalDate: [DayWindow]] = [:]
        if once(in: 3) {
            let date = clock.zone.localDateTime(at: clock.instant(start)).date.advanced(byDays: int(-1...2))
            overrides[date] = windows(int(1...5))
        }
        return Hours(weekly: weekly, overrides: overrides)
    }

    /// Around the clock; two windows that touch or nearly; a night; a long shift; any number of any windows.
    private mutating func windows(_ style: Int) -> [DayWindow] {
        let middle = int(300...1000)
        let windows: [DayWindow?] =
            switch style {
            case 0: [DayWindow(start: 0, end: 1440)]
            case 1:
                [
                    DayWindow(start: middle - 240, end: middle),
                    DayWindow(start: middle + int(0...2), end: middle + 300),
                ]
            case 2: [DayWindow(start: int(1000...1439), end: int(1441...1900))]
            case 3: [DayWindow(start: int(0...1439), end: int(1440...2880))]
            default: (0..<int(0...4)).map { _ in DayWindow(start: int(0...1300), end: int(1...1700)) }
            }
        return windows.compactMap(\.self)
    }

    private mutating func intervals(_ clock: ClockTable, _ start: Int) -> [Interval] {
        (0..<max(0, int(-1...2))).map { _ in
            let from = start + int(-200...400)
            return Interval(clock.instant(from), clock.instant(from + int(0...120)))
        }
    }

    fileprivate mutating func occupancy(
        _ reference: String, _ therapists: Int, _ rooms: Int, _ clock: ClockTable, near start: Int, _ minutes: Int,
        _ longest: Int
    ) -> Occupancy {
        let from = start + int(-longest...minutes + longest)
        let starts = from + buffer()
        let ends = starts + int(1...longest)
        return Occupancy(
            reference: reference, therapist: TherapistID(rawValue: Int32(once(in: 8) ? 9 : int(1...therapists))),
            room: RoomID(rawValue: Int32(once(in: 8) ? 9 : int(1...rooms))), blockedFrom: clock.instant(from),
            starts: clock.instant(starts), ends: clock.instant(ends), therapistReleased: clock.instant(ends + buffer()),
            roomReleased: clock.instant(ends + buffer()))
    }

    fileprivate mutating func grid(_ clock: ClockTable) -> StartGrid {
        StartGrid(
            granularity: pick([1, 5, 7, 10, 13, 15, 20, 30, 45, 60]),
            anchor: once(in: 3) ? .absolute(clock.instant(clock.count / 2 + int(-300...300))) : .window,
            abutting: !once(in: 3))
    }
}

extension Occupancy {
    /// Moves it to where it blocks the same therapist from the moment on that `other` releases them.
    fileprivate mutating func follow(_ other: Occupancy) {
        let minutes = blockedFrom.minutes(until: other.therapistReleased)
        for moment in [\Occupancy.blockedFrom, \.starts, \.ends, \.therapistReleased, \.roomReleased] {
            self[keyPath: moment] = self[keyPath: moment].advanced(byMinutes: minutes)
        }
        therapist = other.therapist
    }
}
