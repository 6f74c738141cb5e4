import Availability

extension Scenario {
    /// Practices to measure when there are no files: an ordinary one, one as large as they get, and both with twice the
    /// days and with twice the therapists, which must at most double the time.
    static var generated: [Scenario] {
        [("practice", 12, 8, 14), ("large", 60, 40, 90)].flatMap { name, therapists, rooms, days in
            [
                Scenario(name: name, therapists: therapists, rooms: rooms, days: days),
                Scenario(name: "\(name), twice the days", therapists: therapists, rooms: rooms, days: 2 * days),
                Scenario(name: "\(name), twice the therapists", therapists: 2 * therapists, rooms: rooms, days: days),
            ]
        }
    }

    /// Eight hours a day for everybody, about two thirds of them booked for an hour each, wherever there is a room.
    private init(name: String, therapists: Int, rooms: Int, days: Int) {
        var random = SplitMix(seed: 1)
        let hour = ServiceTimes(id: ServiceID(rawValue: 1), duration: 60, turnover: 15)
        let shift = DayWindow(start: 540, end: 1020).map { [$0] } ?? []
        let hours = Hours(weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, shift) }))
        var schedule = Schedule(
            span: Interval(Self.origin, Self.origin.advanced(byMinutes: days * 1440)), now: Self.origin,
            zone: ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC"),
            grid: StartGrid(granularity: 15, anchor: .absolute(Self.origin), abutting: false), services: [hour],
            therapists: (0..<Int32(therapists)).map {
                TherapistSchedule(id: TherapistID(rawValue: $0), services: [hour.id], hours: hours)
            },
            rooms: (0..<Int32(rooms)).map { RoomSchedule(id: RoomID(rawValue: $0), services: [hour.id]) },
            occupancies: [])
        var bookings: [Occupancy] = []
        for day in 0..<days {
            for turn in 0..<6 {
                let start = Self.origin.advanced(byMinutes: day * 1440 + 540 + 80 * turn)
                let placed = schedule.therapists.shuffled(using: &random).prefix(rooms)
                for (therapist, room) in zip(placed, schedule.rooms) where !random.once(in: 5) {
                    let end = start.advanced(byMinutes: 60)
                    bookings.append(
                        Occupancy(
                            reference: "", therapist: therapist.id, room: room.id, blockedFrom: start, starts: start,
                            ends: end, therapistReleased: end, roomReleased: end.advanced(byMinutes: 15)))
                }
            }
        }
        schedule.occupancies = Occupancies(bookings)
        self.init(name: name, schedule: schedule, service: hour.id, granularity: 15)
    }
}
