import Availability

/// What ranking by gap cost is worth: the same callers are served twice, once with the earliest slot that suits them,
/// once with the first snug one (the one of the least gap cost, when none is), and the minutes sold are compared.
///
/// A day has four therapists, who work from 9 to 17 or from 10 to 18, and four rooms, so that rooms are never scarce.
/// Callers want 60, 90 or 30 minutes with the odds 5 : 3 : 2, from a quarter of an hour on that they name, each as
/// likely as the next, and within so many hours of it; they come until the day would be sold twice over. Who cannot be
/// served is lost. Nobody looks ahead: each choice is made of what is free when the caller asks.
@main
struct Replay {
    static func main() throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let days = numbers.first ?? 500
        let seed = numbers.dropFirst().first ?? 20_260_505
        print("\(days) days from seed \(seed)")
        for patience in [2, 4, 8] {
            let sold = (seed..<seed + days).reduce(into: (earliest: 0, snug: 0, better: 0)) { sum, seed in
                let callers = Caller.callers(seed: seed, patience: patience)
                let earliest = PracticeDay().minutesSold(to: callers, by: .earliest)
                let snug = PracticeDay().minutesSold(to: callers, by: .snug)
                sum.earliest += earliest
                sum.snug += snug
                sum.better += snug > earliest ? 1 : 0
            }
            let permille = (sold.snug - sold.earliest) * 1000 / sold.earliest
            print(
                """
                within \(patience) hours: earliest first \(sold.earliest / Int(days)) minutes a day, snug first \
                \(sold.snug / Int(days)), \(permille / 10).\(permille % 10) % more; more on \(sold.better) days
                """)
        }
    }
}

/// Somebody who calls for an appointment.
struct Caller {
    var service: ServiceID
    /// Minutes after the day begins, half-open.
    var wanted: Range<Int>

    /// The callers of one day, in the order of their calls.
    static func callers(seed: UInt64, patience: Int) -> [Caller] {
        var random = SplitMix(seed: seed)
        var callers: [Caller] = []
        var minutes = 0
        while minutes < 2 * PracticeDay.minutes {
            let length = random.pick([60, 60, 60, 60, 60, 90, 90, 90, 30, 30])
            let from = 9 * 60 + 15 * random.int(0...34)
            callers.append(
                Caller(service: ServiceID(rawValue: Int32(length)), wanted: from..<from + patience * 60))
            minutes += length
        }
        return callers
    }
}

/// One day of the practice, being sold.
struct PracticeDay {
    private static let shifts = [(9, 17), (9, 17), (10, 18), (10, 18)]
    /// What could be sold.
    static let minutes = shifts.reduce(0) { $0 + ($1.1 - $1.0) * 60 }

    private var schedule: Schedule
    private let midnight = Instant(secondsSinceEpoch: 1_777_939_200)

    init() {
        let services = [30, 60, 90].map { ServiceTimes(id: ServiceID(rawValue: Int32($0)), duration: $0) }
        let all = Set(services.map(\.id))
        schedule = Schedule(
            span: Interval(midnight, midnight.advanced(byMinutes: 1440)), now: midnight,
            zone: ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC"),
            grid: StartGrid(granularity: 15), services: services,
            therapists: Self.shifts.enumerated().map { index, shift in
                let window = DayWindow(start: shift.0 * 60, end: shift.1 * 60)
                let hours = Hours(weekly: [.tuesday: window.map { [$0] } ?? []])
                return TherapistSchedule(id: TherapistID(rawValue: Int32(index)), services: all, hours: hours)
            },
            rooms: (0..<4).map { RoomSchedule(id: RoomID(rawValue: $0), services: all) }, occupancies: [])
    }

    /// Serves the callers one after the other.
    consuming func minutesSold(to callers: [Caller], by order: SlotOrder) -> Int {
        var sold = 0
        for caller in callers {
            let span = Interval(
                midnight.advanced(byMinutes: caller.wanted.lowerBound),
                midnight.advanced(byMinutes: min(caller.wanted.upperBound, 1440)))
            let offers = schedule.offers(for: SlotQuery(service: caller.service, span: span), by: order)
            guard let slot = offers.first else { continue }
            sold += slot.start.minutes(until: slot.end)
            schedule.occupancies.append(
                Occupancy(
                    reference: "\(schedule.occupancies.count)", therapist: slot.therapist, room: slot.room,
                    blockedFrom: slot.start, starts: slot.start, ends: slot.end,
                    therapistReleased: slot.therapistReleased, roomReleased: slot.roomReleased))
        }
        return sold
    }
}
