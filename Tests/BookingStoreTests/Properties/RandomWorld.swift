import Availability
import Booking
import BookingStore
import TestSupport

/// A random practice with random bookings in a database of its own.
struct RandomWorld {
    let seed: UInt64
    let practice: TestPractice
    /// The starts that are looked for.
    let span: Interval
    private var generator: Dice

    init(seed: UInt64) throws {
        self.seed = seed
        practice = try TestPractice()
        generator = Dice(seed: seed)
        var zones = ZoneDirectory()
        let names = ["America/Detroit", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns"]
        let zone = try zones.rules(named: generator.pick(names))
        // Every other practice is looked at around a change of its clocks.
        let change = generator.once(in: 2) ? zone.nextTransition(after: practice.day) : nil
        let day = (change ?? practice.day).advanced(byMinutes: generator.int(-12...0) * 60)
        span = Interval(day, day.advanced(byMinutes: generator.int(8...24) * 60))
        let setup = PracticeSetup.random(zone: zone, around: day, using: &generator)
        var owner = try practice.owner()
        try owner.replaceSetup(setup)
        let catalog = try owner.catalog()
        let bookings = RandomBookings(count: generator.int(0...25), in: catalog, around: day, using: &generator)
        try bookings.write(to: practice, service: catalog.services[0].id)
    }

    /// What a desk reads.
    func read(_ span: Interval) throws -> Schedule {
        try practice.schedule(over: span).schedule
    }

    /// A part of the span.
    mutating func part() -> Interval {
        let bounds = [generator.int(0...span.minutes), generator.int(0...span.minutes)].sorted()
        return Interval(span.start.advanced(byMinutes: bounds[0]), span.start.advanced(byMinutes: bounds[1]))
    }

    /// Wishes of starts that are listed for somebody, of those around what bookings forbid, and of any minute.
    mutating func wishes(_ count: Int, for service: ServiceID, besides slots: [Slot], in schedule: Schedule) -> [Wish] {
        (0..<count).compactMap { _ in
            let any = span.start.advanced(byMinutes: generator.int(0...span.minutes - 1))
            let start =
                switch generator.int(1...4) {
                case 1: any
                case 2: nearBooking(service, schedule) ?? any
                default: slots.isEmpty ? any : generator.pick(slots).start
                }
            let wish = Wish(
                service: service, start: start, therapist: generator.pick(schedule.therapists).id,
                room: generator.pick(schedule.rooms).id)
            return span.contains(wish.start) ? wish : nil
        }
    }

    private mutating func nearBooking(_ service: ServiceID, _ schedule: Schedule) -> Instant? {
        guard !schedule.occupancies.isEmpty, let times = schedule.services.first(where: { $0.id == service })
        else { return nil }
        let booking = generator.pick(Array(schedule.occupancies))
        let edges = [
            booking.therapistReleased.advanced(byMinutes: times.prep),
            booking.roomReleased.advanced(byMinutes: times.prep),
            booking.blockedFrom.advanced(byMinutes: -times.duration - times.recovery),
            booking.blockedFrom.advanced(byMinutes: -times.duration - times.turnover),
        ]
        return generator.pick(edges).advanced(byMinutes: generator.int(-1...1))
    }
}
