import Availability
import Testing

/// Every combination of a few small numbers: windows of one to four minutes, one booking or none, all buffers.
@Suite struct SmallWorldTests {
    @Test(arguments: [1, 2, 3], [0, 1])
    func `in every small world the engine lists what the oracle finds`(duration: Int, prep: Int) throws {
        let zone = ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC")
        let midnight = try zone.startOfDay(LocalDate(parsing: "2026-05-05"))
        let clock = ClockTable(zone: zone, around: midnight, days: 20, reach: 60)
        for (recovery, turnover) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let service = ServiceTimes(
                id: .massage, duration: duration, prep: prep, recovery: recovery, turnover: turnover)
            for grid in [StartGrid(granularity: 1, abutting: false), StartGrid(granularity: 3)] {
                let world = try Self.world(service, grid, midnight, zone)
                if let failure = world.failure(clock: clock, explained: 0) {
                    let small = world.shrunken { $0.failure(clock: clock, explained: 0) != nil }
                    Issue.record("\(failure)\n\(small)")
                }
            }
        }
    }

    /// One world in which each therapist is a window with or without a booking, and so is each room; every pair of
    /// them is a world of its own.
    private static func world(
        _ service: ServiceTimes, _ grid: StartGrid, _ midnight: Instant, _ zone: ZoneRules
    ) throws -> World {
        var schedule = Schedule(
            span: Interval(midnight.advanced(byMinutes: 8), midnight.advanced(byMinutes: 17)),
            now: midnight.advanced(byMinutes: 11), zone: zone, grid: grid, services: [service], therapists: [],
            rooms: [], occupancies: [])
        for length in 1...4 {
            for booking in [nil] + bookings {
                let hours = try hours(10, 10 + length)
                schedule.addTherapist(hours, booking?.moved(to: midnight))
            }
        }
        for booking in [nil] + bookings {
            schedule.addRoom(try hours(8, 17), booking?.moved(to: midnight))
        }
        return World(schedule: schedule, service: .massage)
    }

    private static func hours(_ start: Int, _ end: Int) throws -> Hours {
        let window = try #require(DayWindow(start: start, end: end))
        return Hours(weekly: [.tuesday: [window]])
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
    fileprivate mutating func addTherapist(_ hours: Hours, _ booking: Occupancy?) {
        let id = TherapistID(rawValue: Int32(therapists.count + 1))
        therapists.append(TherapistSchedule(id: id, services: [.massage], hours: hours))
        guard var booking else { return }
        (booking.therapist, booking.room) = (id, RoomID(rawValue: 0))
        occupancies.append(booking)
    }

    fileprivate mutating func addRoom(_ hours: Hours, _ booking: Occupancy?) {
        let id = RoomID(rawValue: Int32(rooms.count + 1))
        rooms.append(RoomSchedule(id: id, services: [.massage], hours: hours))
        guard var booking else { return }
        (booking.therapist, booking.room) = (TherapistID(rawValue: 0), id)
        occupancies.append(booking)
    }
}
