public import Availability
public import Booking
import Postgres

extension Store {
    /// What the practice is and sells, and its zone.
    public mutating func catalog() throws(StoreError) -> Catalog {
        try ask(CatalogRequest())
    }

    /// The rules of the practice's time zone.
    public mutating func zone(of practice: Practice) throws(StoreError) -> ZoneRules {
        do {
            return try zones.rules(named: practice.zoneIdentifier)
        } catch {
            throw .zone(error)
        }
    }

    /// All that decides which slots can be booked in `span`, in one round trip, and the names that go with it.
    public mutating func practiceSchedule(over span: Interval) throws(StoreError) -> PracticeSchedule {
        let reading = try ask(ScheduleRequest(span: span))
        let zone = try zone(of: reading.catalog.practice)
        return PracticeSchedule(catalog: reading.catalog, schedule: reading.schedule(in: zone))
    }
}

/// A schedule, and the names for the ids in it, as they were at one moment.
public struct PracticeSchedule: Sendable {
    public var catalog: Catalog
    public var schedule: Schedule
}
