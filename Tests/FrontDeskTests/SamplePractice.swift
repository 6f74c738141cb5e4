import Availability
import Booking
import FrontDesk

/// A practice on Tuesday, 5 May 2026, at 09:42, with a lively day.
struct SamplePractice {
    static let date = LocalDate(year: 2026, month: 5, day: 5)!
    static let desk = Desk(staff: "Dana", terminal: "desk-1")
    static let other = Desk(staff: "Omar", terminal: "desk-2")
    static let start = Moment(milliseconds: 1_000_000)

    var zone = ZoneRules(identifier: "America/Detroit", fixedOffset: -14_400, abbreviation: "EDT")
    var date = Self.date
    /// Minutes after midnight.
    var time = 582
    var therapists = ["Ana Ruiz", "Ben Okafor", "Chloe Tan", "Dev Patel", "Elin Sjö"]
    var bookings: [Booking] = []
    var brand = "TouchBase"
    /// What is sold now.
    var services = Self.services
    /// Nothing was brought in yet.
    var isEmpty = false
    /// Everybody works at all hours.
    var neverCloses = false
    var timeOff: [Int: [Interval]] = [:]
    var customers = [
        Customer(
            id: CustomerID(rawValue: 2), name: "Marguerite Abara", email: "m.abara@example.com", phone: "(313) 555-0142"
        ),
        Customer(id: CustomerID(rawValue: 77), name: "Henrik Dahl", phone: "(248) 555-0142"),
    ]
    private(set) var nextID: Int64 = 1

    static let services = [
        service(1, "Swedish 60", 60, 8500), service(2, "Swedish 90", 90, 12000),
        service(3, "Deep tissue 90", 90, 13500),
        service(4, "Hot stone 90", 90, 14000), service(5, "Sports 60", 60, 9500), service(6, "Prenatal 60", 60, 9000),
        service(7, "Reflexology 30", 30, 4500), service(8, "Swedish 30", 30, 5000),
    ]
    static let rooms = (1...4).map { Room(id: RoomID(rawValue: Int32($0)), name: "Room \($0)") }

    private static func service(_ id: Int32, _ name: String, _ minutes: Int, _ price: Int) -> Service {
        Service(
            name: name, price: price, times: ServiceTimes(id: ServiceID(rawValue: id), duration: minutes, turnover: 15))
    }

    init() {}

    /// The day of the sketches: every state, holds of two desks, a lunch break, somebody off.
    static var lively: SamplePractice {
        var practice = SamplePractice()
        practice.book("Swedish 60", 0, room: 1, at: 540, "Jo Smith", .checkedIn)
        practice.book("Deep tissue 90", 0, room: 2, at: 615, "Marguerite Abara", phone: "(313) 555-0142")
        practice.book("Swedish 60", 0, room: 4, at: 840, "Yuki Tanaka")
        practice.hold("Swedish 60", 1, room: 2, at: 720, by: desk, secondsLeft: 461)
        practice.book("Reflexology 30", 1, room: 1, at: 870, "Omar Benali")
        practice.book("Hot stone 90", 2, room: 3, at: 540, "P. Lindqvist", .checkedIn)
        practice.book("Swedish 60", 2, room: 3, at: 645, "Tomasz Wójcik")
        practice.book("Prenatal 60", 2, room: 1, at: 780, "Aisha Khan")
        practice.book("Deep tissue 90", 2, room: 3, at: 855, "C. Varga", .noShow)
        practice.book("Sports 60", 4, room: 4, at: 600, "L. Moreau")
        practice.hold("Hot stone 90", 4, room: 3, at: 1080, by: other, secondsLeft: 111)
        return practice
    }

    func instant(_ minute: Int, on date: LocalDate? = nil) -> Instant {
        let day = zone.startOfDay(date ?? self.date)
        return day.advanced(byMinutes: minute)
    }

    var now: Instant { instant(time) }

    func therapist(_ index: Int) -> Therapist {
        Therapist(id: TherapistID(rawValue: Int32(index + 1)), name: therapists[index])
    }

    static func service(_ name: String) -> Service {
        services.first { $0.name == name }!
    }

    @discardableResult
    mutating func book(
        _ service: String, _ therapist: Int, room: Int, at minute: Int, _ customer: String,
        _ status: BookingStatus = .confirmed, phone: String? = nil
    ) -> Booking {
        var booking = blank(Self.service(service), therapist, room: room, at: instant(minute), by: Self.desk)
        booking.status = status
        let email = customer.lowercased().filter { $0.isLetter && $0.isASCII } + "@example.com"
        booking.customer = Customer(
            id: CustomerID(rawValue: booking.id.rawValue), name: customer, email: email,
            phone: phone ?? "(313) 555-0100")
        bookings.append(booking)
        return booking
    }

    @discardableResult
    mutating func hold(
        _ service: String, _ therapist: Int, room: Int, at minute: Int, by desk: Desk, secondsLeft: Int
    ) -> Booking {
        var booking = blank(Self.service(service), therapist, room: room, at: instant(minute), by: desk)
        let expires = Instant(secondsSinceEpoch: now.secondsSinceEpoch + Int64(secondsLeft))
        booking.hold = Booking.Hold(expires: expires, millisecondsLeft: secondsLeft * 1000)
        bookings.append(booking)
        return booking
    }

    mutating func blank(_ service: Service, _ therapist: Int, room: Int, at start: Instant, by desk: Desk) -> Booking {
        let id = nextID
        nextID += 1
        let end = start.advanced(byMinutes: service.times.duration)
        return Booking(
            id: BookingID(rawValue: id), reference: Self.reference(id), status: .hold, service: service,
            therapist: self.therapist(therapist), room: Self.rooms[room - 1], customer: nil,
            blockedFrom: start.advanced(byMinutes: -service.times.prep), starts: start, ends: end,
            therapistReleased: end.advanced(byMinutes: service.times.recovery),
            roomReleased: end.advanced(byMinutes: service.times.turnover), hold: nil, madeBy: desk)
    }

    /// `K7M222`, `K7M223`, … in the alphabet of references.
    static func reference(_ number: Int64) -> Reference {
        let letters = Array(Reference.alphabet)
        let count = Int64(letters.count)
        let tail = [number / count / count % count, number / count % count, number % count].map { letters[Int($0)] }
        return Reference("K7M" + String(tail))!
    }

    /// Before the first import.
    static var nothing: SamplePractice {
        var practice = SamplePractice()
        practice.therapists = []
        practice.isEmpty = true
        return practice
    }

    var catalog: Catalog {
        if isEmpty { return Catalog(practice: Practice(brand: brand), services: [], therapists: [], rooms: []) }
        return Catalog(
            practice: Practice(brand: brand), services: services, therapists: therapists.indices.map(therapist),
            rooms: Self.rooms)
    }

    /// Mornings and afternoons with a lunch break; the second begins late, the fourth is off, the fifth ends early.
    private func hours(_ index: Int) -> [DayWindow] {
        if neverCloses { return [DayWindow(start: 0, end: 1440)].compactMap(\.self) }
        let windows: [[(Int, Int)]] = [
            [(540, 750), (780, 1050)], [(600, 1050)], [(540, 750), (780, 1050)], [], [(585, 900), (960, 1200)],
        ]
        return windows[index % windows.count].compactMap { DayWindow(start: $0.0, end: $0.1) }
    }

    /// - Parameter passed: milliseconds since `now`: the database's clock has gone on, and holds have run.
    func sheet(received: Moment = start, passed: Int64 = 0, first: LocalDate? = nil, days: Int = 28) -> Sheet {
        let first = first ?? date.advanced(byDays: -8)
        let span = Interval(zone.startOfDay(first), zone.startOfDay(first.advanced(byDays: days)))
        let all = Set(Self.services.map(\.id))
        let schedule = Schedule(
            span: span, now: Instant(secondsSinceEpoch: now.secondsSinceEpoch + passed / 1000), zone: zone,
            grid: StartGrid(granularity: 15), services: Self.services.map(\.times),
            therapists: therapists.indices.map { index in
                TherapistSchedule(
                    id: therapist(index).id, services: all,
                    hours: Hours(weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, hours(index)) })),
                    timeOff: timeOff[index] ?? [], usualRoom: Self.rooms[index % 4].id)
            },
            rooms: Self.rooms.map { RoomSchedule(id: $0.id, services: all) },
            occupancies: bookings.filter(\.status.occupies).map(Occupancy.init))
        // Some bookings around the span come too, as from the database.
        let read = Interval(span.start.advanced(byMinutes: -1440), span.end.advanced(byMinutes: 1440))
        let current = current(passed: passed).filter { read.contains($0.starts) }
        return Sheet(catalog: catalog, schedule: schedule, bookings: current, received: received)
    }

    /// The live holds of all dates.
    func holds(passed: Int64 = 0) -> [Booking] {
        current(passed: passed).filter { $0.status == .hold && $0.hold.map { $0.millisecondsLeft > 0 } ?? false }
    }

    private func current(passed: Int64) -> [Booking] {
        bookings.map { booking in
            var booking = booking
            booking.hold?.millisecondsLeft -= Int(passed)
            return booking
        }
    }
}
