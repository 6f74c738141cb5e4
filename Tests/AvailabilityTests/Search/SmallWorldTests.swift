import Availability
import Testing

/// Every combination of a few small numbers: windows of one to four minutes, two that touch or nearly, one booking or
/// two or none, absences, all buffers.
@Suite struct SmallWorldTests {
    @Test(arguments: [1, 2, 3], [0, 1])
    func `in every small world the engine lists what the oracle finds`(duration: Int, prep: Int) throws {
        let zone = ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC")
        let midnight = try zone.startOfDay(LocalDate(parsing: "2026-05-05"))
        let clock = ClockTable(zone: zone, around: midnight, days: 2, reach: 60)
        for (recovery, turnover) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let service = ServiceTimes(
                id: .massage, duration: duration, prep: prep, recovery: recovery, turnover: turnover)
            for grid in [StartGrid(granularity: 1, abutting: false), StartGrid(granularity: 3)] {
                Self.check(try Self.pairs(service, grid, midnight, zone), explained: 0, clock)
            }
        }
    }

    @Test(arguments: [(1, 0), (2, 1), (3, 1)])
    func `whatever keeps a therapist or a room, the engine lists and explains what the oracle finds`(
        duration: Int, buffer: Int
    ) throws {
        let zone = ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC")
        let midnight = try zone.startOfDay(LocalDate(parsing: "2026-05-05"))
        let clock = ClockTable(zone: zone, around: midnight, days: 2, reach: 60)
        let service = ServiceTimes(
            id: .massage, duration: duration, prep: buffer, recovery: buffer, turnover: buffer)
        for grid in [StartGrid(granularity: 2), StartGrid(granularity: 3, anchor: .absolute(midnight))] {
            var empty = try Self.pairs(service, grid, midnight, zone)
            (empty.schedule.therapists, empty.schedule.rooms, empty.schedule.occupancies) = ([], [], [])
            let (therapists, rooms) = (try Self.therapists(midnight), try Self.rooms(midnight))
            var ofTherapists = empty
            for (hours, off, bookings) in therapists { ofTherapists.schedule.addTherapist(hours, off, bookings) }
            ofTherapists.schedule.addRoom(nil, [], [])
            Self.check(ofTherapists, explained: 1, clock)
            var ofRooms = empty
            for (hours, closures, bookings) in rooms { ofRooms.schedule.addRoom(hours, closures, bookings) }
            ofRooms.schedule.addTherapist(try Self.hours([(8, 17)]), [], [])
            Self.check(ofRooms, explained: 1, clock)
        }
    }

    private static func check(_ world: World, explained: Int, _ clock: ClockTable) {
        guard let failure = world.failure(clock: clock, explained: explained) else { return }
        let small = world.shrunken { $0.failure(clock: clock, explained: explained) != nil }
        Issue.record("\(failure)\n\(small)")
    }

    /// What can be between a therapist or a room and being had: bookings, and absences.
    private static func hindrances(_ midnight: Instant) -> [(absences: [Interval], bookings: [Occupancy])] {
        let single = bookings.map { $0.moved(to: midnight) }
        let short = bookings.filter { $0.released == $0.from + 1 }.map { $0.moved(to: midnight) }
        let pairs = short.indices.flatMap { first in short[(first + 1)...].map { [short[first], $0] } }
        let absences = (9...13).flatMap { from in
            (0...2).map { Interval(midnight.advanced(byMinutes: from), midnight.advanced(byMinutes: from + $0)) }
        }
        return [([], [])] + single.map { ([], [$0]) } + pairs.map { ([], $0) } + absences.map { ([$0], []) }
    }

    private static func therapists(_ midnight: Instant) throws -> [(Hours, [Interval], [Occupancy])] {
        let windows = [[(10, 12)], [(10, 12), (12, 14)], [(10, 12), (13, 15)]]
        return try windows.map(hours).flatMap { hours in
            hindrances(midnight).map { (hours, $0.absences, $0.bookings) }
        }
    }

    private static func rooms(_ midnight: Instant) throws -> [(Hours?, [Interval], [Occupancy])] {
        let windows = [[(9, 11), (11, 14)], [(9, 11), (12, 15)]]
        return try (windows.map(hours) + [nil]).flatMap { hours in
            hindrances(midnight).map { (hours, $0.absences, $0.bookings) }
        }
    }

    /// One world in which each therapist is a window with or without a booking, and so is each room; every pair of
    /// them is a world of its own.
    private static func pairs(
        _ service: ServiceTimes, _ grid: StartGrid, _ midnight: Instant, _ zone: ZoneRules
    ) throws -> World {
        var schedule = Schedule(
            span: Interval(midnight.advanced(byMinutes: 8), midnight.advanced(byMinutes: 17)),
            now: midnight.advanced(byMinutes: 11), zone: zone, grid: grid, services: [service], therapists: [],
            rooms: [], occupancies: [])
        for length in 1...4 {
            for booking in [nil] + bookings {
                schedule.addTherapist(
                    try hours([(10, 10 + length)]), [], booking.map { [$0.moved(to: midnight)] } ?? [])
            }
        }
        for booking in [nil] + bookings {
            schedule.addRoom(try hours([(8, 17)]), [], booking.map { [$0.moved(to: midnight)] } ?? [])
        }
        return World(schedule: schedule, service: .massage)
    }

    private static func hours(_ windows: [(Int, Int)]) throws -> Hours {
        Hours(weekly: [.tuesday: try windows.map { try #require(DayWindow(start: $0.0, end: $0.1)) }])
    }

    /// In minutes after midnight, released to therapist and room alike.
    struct ShortBooking {
        var from: Int
        var ends: Int
        var released: Int

        func moved(to midnight: Instant) -> Occupancy {
            Occupancy(
                reference: "\(from)-\(ends)-\(released)", therapist: .ana, room: .room1,
                blockedFrom: midnight.advanced(byMinutes: from), starts: midnight.advanced(byMinutes: from),
                ends: midnight.advanced(byMinutes: ends), therapistReleased: midnight.advanced(byMinutes: released),
                roomReleased: midnight.advanced(byMinutes: released))
        }
    }

    private static let bookings: [ShortBooking] = (9...13).flatMap { from in
        [1, 2].flatMap { length in
            [0, 1].map { buffer in
                ShortBooking(from: from, ends: from + length, released: from + length + buffer)
            }
        }
    }
}

extension Schedule {
    fileprivate mutating func addTherapist(_ hours: Hours, _ timeOff: [Interval], _ bookings: [Occupancy]) {
        let id = TherapistID(rawValue: Int32(therapists.count + 1))
        therapists.append(TherapistSchedule(id: id, services: [.massage], hours: hours, timeOff: timeOff))
        for var booking in bookings {
            (booking.therapist, booking.room) = (id, RoomID(rawValue: 0))
            booking.reference += " of therapist \(id.rawValue)"
            occupancies.append(booking)
        }
    }

    fileprivate mutating func addRoom(_ hours: Hours?, _ closures: [Interval], _ bookings: [Occupancy]) {
        let id = RoomID(rawValue: Int32(rooms.count + 1))
        rooms.append(RoomSchedule(id: id, services: [.massage], hours: hours, closures: closures))
        for var booking in bookings {
            (booking.therapist, booking.room) = (TherapistID(rawValue: 0), id)
            booking.reference += " of room \(id.rawValue)"
            occupancies.append(booking)
        }
    }
}
