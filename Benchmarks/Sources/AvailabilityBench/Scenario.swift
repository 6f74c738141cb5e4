import Availability

/// A practice and a question about it, as a text of integers between white space:
///
///     granularity windowStart windowEnd service services therapists rooms bookings
///     for each service:   duration buffer
///     for each therapist: serviceBits workCount offCount, workCount times "start end", offCount times "start end"
///     for each room:      serviceBits
///     for each booking:   therapist room service start end roomReleased
///
/// All times are minutes from an origin, intervals are half-open, and bit `n` stands for service `n`. Wanted are all
/// (start, therapist, room) with a start on the absolute grid; only a room has a buffer, after the end.
struct Scenario {
    let name: String
    let schedule: Schedule
    let service: ServiceID
    let granularity: Int

    /// Minute 0: a Monday in UTC.
    static let origin = Instant(secondsSinceEpoch: 1_861_920_000)

    init(name: String, schedule: Schedule, service: ServiceID, granularity: Int) {
        (self.name, self.schedule, self.service, self.granularity) = (name, schedule, service, granularity)
    }

    init(name: String, text: String) throws {
        var numbers = Numbers(text)
        let granularity = try numbers.next()
        let span = try numbers.interval()
        let (service, services, therapists, rooms, bookings) = (
            try numbers.next(), try numbers.next(), try numbers.next(), try numbers.next(), try numbers.next()
        )
        self.name = name
        self.granularity = granularity
        self.service = ServiceID(rawValue: Int32(service))
        schedule = Schedule(
            span: span, now: span.start, zone: ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC"),
            grid: StartGrid(granularity: granularity, anchor: .absolute(Self.origin), abutting: false),
            services: try (0..<services).map { try numbers.service($0) },
            therapists: try (0..<therapists).map { try numbers.therapist($0) },
            rooms: try (0..<rooms).map { try numbers.room($0) },
            occupancies: try (0..<bookings).map { _ in try numbers.booking() })
    }

    /// The same with these bookings.
    func refiled(_ bookings: [Occupancy]) -> Scenario {
        var schedule = schedule
        schedule.occupancies = Occupancies(bookings)
        return Scenario(name: name, schedule: schedule, service: service, granularity: granularity)
    }

    /// The sum over all triples of `((start / granularity * 64 + therapist) * 64 + room) * 2654435761`, each modulo 2^32:
    /// the same in whatever order they come.
    func checksum(_ triples: [Triple]) -> UInt64 {
        triples.reduce(0) { sum, triple in
            let step = UInt64(Self.origin.minutes(until: triple.start) / granularity)
            let key = (step * 64 + UInt64(triple.therapist.rawValue)) * 64 + UInt64(triple.room.rawValue)
            return sum + key * 2_654_435_761 % (1 << 32)
        }
    }
}

struct BadScenario: Error {}

/// The integers of a text, one after the other.
private struct Numbers {
    private var rest: [Int].SubSequence

    init(_ text: String) {
        rest = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }[...]
    }

    mutating func next() throws -> Int {
        guard let number = rest.popFirst() else { throw BadScenario() }
        return number
    }

    mutating func interval() throws -> Interval {
        let start = try next()
        return Interval(Scenario.origin.advanced(byMinutes: start), Scenario.origin.advanced(byMinutes: try next()))
    }

    mutating func service(_ index: Int) throws -> ServiceTimes {
        ServiceTimes(id: ServiceID(rawValue: Int32(index)), duration: try next(), turnover: try next())
    }

    mutating func services() throws -> Set<ServiceID> {
        let bits = try next()
        return Set((0..<Int32(Int32.bitWidth)).filter { bits >> $0 & 1 == 1 }.map(ServiceID.init(rawValue:)))
    }

    mutating func therapist(_ index: Int) throws -> TherapistSchedule {
        let (services, works, absences) = (try services(), try next(), try next())
        let hours = try Hours((0..<works).map { _ in try interval() })
        return TherapistSchedule(
            id: TherapistID(rawValue: Int32(index)), services: services, hours: hours,
            timeOff: try (0..<absences).map { _ in try interval() })
    }

    mutating func room(_ index: Int) throws -> RoomSchedule {
        RoomSchedule(id: RoomID(rawValue: Int32(index)), services: try services())
    }

    mutating func booking() throws -> Occupancy {
        let (therapist, room) = (try next(), try next())
        _ = try next()
        let during = try interval()
        return Occupancy(
            reference: "", therapist: TherapistID(rawValue: Int32(therapist)), room: RoomID(rawValue: Int32(room)),
            blockedFrom: during.start, starts: during.start, ends: during.end, therapistReleased: during.end,
            roomReleased: Scenario.origin.advanced(byMinutes: try next()))
    }
}

extension Hours {
    /// The weekly hours that give these windows, with an override for each date that differs from its weekday's first.
    fileprivate init(_ works: [Interval]) throws {
        var weekly: [Weekday: [DayWindow]] = [:]
        var overrides: [LocalDate: [DayWindow]] = [:]
        let first = LocalDate(daysSinceEpoch: Int(Scenario.origin.secondsSinceEpoch / 86_400))
        var windows: [LocalDate: [DayWindow]] = [:]
        var last = first
        for work in works {
            let start = Scenario.origin.minutes(until: work.start)
            let date = first.advanced(byDays: start / 1440)
            guard let window = DayWindow(start: start % 1440, end: start % 1440 + work.minutes) else {
                throw BadScenario()
            }
            windows[date, default: []].append(window)
            last = max(last, date)
        }
        for day in first.daysSinceEpoch...last.daysSinceEpoch {
            let date = LocalDate(daysSinceEpoch: day)
            let ofDate = windows[date] ?? []
            if let usual = weekly[date.weekday], usual != ofDate { overrides[date] = ofDate }
            if weekly[date.weekday] == nil { weekly[date.weekday] = ofDate }
        }
        self.init(weekly: weekly, overrides: overrides)
    }
}
