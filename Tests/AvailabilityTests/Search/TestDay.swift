import Availability

/// One date in one zone, with short ways to say what happens on it: therapist 1 and room 1 do service 1.
struct TestDay {
    let date: LocalDate
    let zone: ZoneRules

    init(_ date: String = "2026-05-05", _ zone: String = "America/Detroit") throws {
        self.date = try LocalDate(parsing: date)
        self.zone = try SystemZones.zone(zone)
    }

    /// Local time on the date, or `+1 02:30` on the next one, with an offset where there must be one.
    func at(_ text: String) throws -> Instant {
        let isNextDay = text.hasPrefix("+1 ")
        let date = date.advanced(byDays: isNextDay ? 1 : 0)
        return try zone.instant(of: TypedStart("\(date)T\(text.dropFirst(isNextDay ? 3 : 0))"))
    }

    func interval(_ from: String, _ to: String) throws -> Interval {
        Interval(try at(from), try at(to))
    }

    /// `08:00-12:00 22:00-30:00` as the windows of the date.
    func hours(_ text: String) throws -> Hours {
        Hours(weekly: [:], overrides: [date: try windows(text)])
    }

    func windows(_ text: String) throws -> [DayWindow] {
        try text.split(separator: " ").map { window in
            let numbers = window.split { ":-".contains($0) }.compactMap { Int($0) }
            let window = DayWindow(start: numbers[0] * 60 + numbers[1], end: numbers[2] * 60 + numbers[3])
            guard let window else { throw NoSuchWindow() }
            return window
        }
    }

    func schedule(
        _ service: ServiceTimes, works hours: String, granularity: Int = 60, abutting: Bool = false,
        occupancies: [Occupancy] = []
    ) throws -> Schedule {
        let span = Interval(zone.startOfDay(date), zone.startOfDay(date.advanced(byDays: 2)))
        return Schedule(
            span: span, now: span.start, zone: zone, grid: StartGrid(granularity: granularity, abutting: abutting),
            services: [service],
            therapists: [TherapistSchedule(id: .ana, services: [service.id], hours: try self.hours(hours))],
            rooms: [RoomSchedule(id: .room1, services: [service.id])], occupancies: occupancies)
    }

    func booking(
        _ reference: String, _ from: String, _ to: String, therapist: TherapistID = .ana, room: RoomID = .room1,
        prep: Int = 0, recovery: Int = 0, turnover: Int = 0
    ) throws -> Occupancy {
        let (starts, ends) = (try at(from), try at(to))
        return Occupancy(
            reference: reference, therapist: therapist, room: room, blockedFrom: starts.advanced(byMinutes: -prep),
            starts: starts, ends: ends, therapistReleased: ends.advanced(byMinutes: recovery),
            roomReleased: ends.advanced(byMinutes: turnover))
    }

    /// The starts that are listed, as on the wall clock; with the offset where the clocks change that day.
    func starts(_ schedule: Schedule) -> [String] {
        let changes = zone.day(date).minutes != 1440
        return slots(schedule).map { slot in
            let text = zone.rfc3339(slot.start)
            let time = text.dropFirst(11).prefix(5)
            return String(changes ? time + text.suffix(6) : time)
        }
    }

    func slots(_ schedule: Schedule) -> [Slot] {
        schedule.slots(for: SlotQuery(service: .massage, span: schedule.span))
    }

    func reasons(_ schedule: Schedule, at start: String) throws -> [Reason] {
        schedule.reasons(service: .massage, start: try at(start), therapist: .ana, room: .room1)
    }

    struct NoSuchWindow: Error {}
}

extension ServiceID {
    static let massage = ServiceID(rawValue: 1)
}

extension TherapistID {
    static let ana = TherapistID(rawValue: 1)
    static let ben = TherapistID(rawValue: 2)
}

extension RoomID {
    static let room1 = RoomID(rawValue: 1)
    static let room2 = RoomID(rawValue: 2)
}

extension ServiceTimes {
    static func massage(_ duration: Int, prep: Int = 0, recovery: Int = 0, turnover: Int = 0) -> ServiceTimes {
        ServiceTimes(id: .massage, duration: duration, prep: prep, recovery: recovery, turnover: turnover)
    }
}
