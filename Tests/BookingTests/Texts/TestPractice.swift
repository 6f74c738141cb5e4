import Availability
import Booking
import Testing

/// A small practice on a fixed day, for the texts: Tuesday 5 May 2026, in a zone four hours west of UTC.
enum TestPractice {
    static let zone = ZoneRules(identifier: "America/Detroit", fixedOffset: -4 * 3600, abbreviation: "EDT")
    static let clock = WallClock(zone: zone)
    static let ana = Therapist(id: TherapistID(rawValue: 1), name: "Ana Ruiz")
    static let room2 = Room(id: RoomID(rawValue: 2), name: "Room 2")
    static let swedish = Service(
        name: "90-minute Swedish", price: 12_000,
        times: ServiceTimes(id: ServiceID(rawValue: 3), duration: 90, prep: 5, recovery: 10, turnover: 15))
    static let catalog = Catalog(practice: Practice(), services: [swedish], therapists: [ana], rooms: [room2])

    /// A moment of 5 May, or of a day after it.
    static func at(_ hour: Int, _ minute: Int = 0, daysLater: Int = 0) -> Instant {
        Instant(secondsSinceEpoch: 1_777_953_600).advanced(byMinutes: daysLater * 1440 + hour * 60 + minute)
    }

    static func booking(
        status: BookingStatus = .confirmed, hold: Booking.Hold? = nil, customer: Customer? = nil
    ) throws -> Booking {
        Booking(
            id: BookingID(rawValue: 1), reference: try #require(Reference("K7M2QX")), status: status, service: swedish,
            therapist: ana, room: room2, customer: customer, blockedFrom: at(9, 55), starts: at(10), ends: at(11, 30),
            therapistReleased: at(11, 40), roomReleased: at(11, 45), hold: hold,
            madeBy: Desk(staff: "Dana", terminal: "desk-1"))
    }
}
