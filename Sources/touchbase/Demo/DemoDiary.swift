import Availability
import Booking

/// What a practice's last and next weeks may have looked like: the same for the same date.
///
/// The engine itself finds the places, so that the diary obeys every rule that the database will hold it against.
struct DemoDiary {
    private(set) var entries: [DemoEntry] = []
    private let catalog: Catalog
    private let customerCount: Int
    private let now: Instant
    private var schedule: Schedule
    private var generator: SeededGenerator
    private var references: Set<String> = []

    /// Fills the dates of the schedule's span to about 65 %.
    init(catalog: Catalog, schedule: Schedule, customerCount: Int) {
        self.catalog = catalog
        self.customerCount = customerCount
        now = schedule.now
        self.schedule = schedule
        // What is past for the desk was future when it was booked.
        self.schedule.now = schedule.span.start
        generator = SeededGenerator(seed: UInt64(bitPattern: schedule.span.start.secondsSinceEpoch))
        for date in dates {
            for therapist in schedule.therapists { fill(date, of: therapist) }
        }
        addHolds()
    }

    private var dates: [LocalDate] {
        let first = schedule.zone.localDateTime(at: schedule.span.start).date
        let days = (schedule.span.minutes + 720) / 1440
        return (0..<days).map { first.advanced(byDays: $0) }
    }

    /// Books one service after the other until the therapist's day is as full as it should be.
    private mutating func fill(_ date: LocalDate, of therapist: TherapistSchedule) {
        let open = therapist.hours.windows(on: date).reduce(0) { $0 + $1.end - $1.start }
        let wanted = open * Int.random(in: 52...82, using: &generator) / 100
        var booked = 0
        var misses = 0
        while booked < wanted, misses < 4 {
            guard let slot = randomSlot(on: schedule.zone.day(date), with: therapist) else {
                misses += 1
                continue
            }
            let entry = entry(in: slot.slot, slot.service)
            entries.append(entry)
            guard entry.status.occupies else { continue }
            schedule.occupancies.append(entry.occupancy)
            booked += slot.service.times.duration
        }
    }

    /// Of a service that the therapist does; where it leaves no gap, if there is such a place, and more often than not the
    /// first of them, so that longer stretches stay free, too.
    private mutating func randomSlot(
        on day: Interval, with therapist: TherapistSchedule
    ) -> (slot: Slot, service: Service)? {
        let services = catalog.services.filter { therapist.services.contains($0.id) }
        guard let service = services.randomElement(using: &generator) else { return nil }
        let offers = schedule.offers(for: SlotQuery(service: service.id, span: day, therapist: therapist.id))
        let snug = offers.filter(\.isSnug)
        let good = snug.isEmpty ? offers : snug
        let slot = generator.chance(75) ? good.first : good.randomElement(using: &generator)
        return slot.map { ($0, service) }
    }

    private mutating func entry(in slot: Slot, _ service: Service) -> DemoEntry {
        let leadMinutes = Int.random(in: 120...12_000, using: &generator)
        return DemoEntry(
            reference: reference(), service: service, therapist: slot.therapist, room: slot.room,
            customer: Int.random(in: 0..<customerCount, using: &generator), starts: slot.start,
            status: status(of: slot), made: min(slot.start, now).advanced(byMinutes: -leadMinutes), desk: desk())
    }

    private mutating func status(of slot: Slot) -> BookingStatus {
        let lot = Int.random(in: 0..<100, using: &generator)
        if lot < 6 { return .cancelled }
        if slot.end <= now { return lot < 11 ? .noShow : .completed }
        return slot.start <= now ? .checkedIn : .confirmed
    }

    /// Some callers are on the phone just now.
    private mutating func addHolds() {
        let soon = Interval(now, now.advanced(byMinutes: 3 * 1440))
        for (service, minutesAgo) in zip(catalog.services.shuffled(using: &generator), [1, 4, 7]) {
            let offers = schedule.offers(for: SlotQuery(service: service.id, span: soon))
            guard let slot = offers.prefix(40).randomElement(using: &generator) else { continue }
            var entry = entry(in: slot, service)
            entry.status = .hold
            entry.made = now.advanced(byMinutes: -minutesAgo)
            if minutesAgo != 4 { entry.customer = nil }
            entries.append(entry)
            schedule.occupancies.append(entry.occupancy)
        }
    }

    private mutating func reference() -> String {
        let letters = Array(Reference.alphabet)
        while true {
            let text = String(
                (0..<Reference.length).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
            if references.insert(text).inserted { return text }
        }
    }

    private mutating func desk() -> Desk {
        let desks = [Desk(staff: "Dana", terminal: "desk-1"), Desk(staff: "Kim", terminal: "desk-2")]
        return desks[Int.random(in: 0..<2, using: &generator)]
    }
}
