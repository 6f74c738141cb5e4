import Availability
import Booking
import BookingStore
import Testing

@testable import touchbase

struct DemoDiaryTests {
    /// The sample as the database would give it, for the three weeks around Wednesday 6 May 2026, 13:00 in Detroit.
    private static func sample() throws -> (catalog: Catalog, schedule: Schedule) {
        var zones = ZoneDirectory()
        let setup = try PracticeFile.read(PracticeFile.sample, file: "sample") { try? zones.rules(named: $0) }
        let zone = try zones.rules(named: setup.practice.zoneIdentifier)
        let services = setup.services.enumerated().map { index, service in
            Service(
                name: service.name, price: service.price,
                times: ServiceTimes(
                    id: ServiceID(rawValue: Int32(index + 1)), duration: service.duration, prep: service.prep,
                    recovery: service.recovery, turnover: service.turnover))
        }
        func ids(_ names: [String]) -> Set<ServiceID> { Set(services.filter { names.contains($0.name) }.map(\.id)) }
        let first = zone.startOfDay(try LocalDate(parsing: "2026-04-27"))
        let schedule = Schedule(
            span: Interval(first, zone.startOfDay(try LocalDate(parsing: "2026-05-18"))),
            now: try zone.instant(of: TypedStart("2026-05-06T13:00")), zone: zone, grid: StartGrid(granularity: 15),
            services: services.map(\.times),
            therapists: setup.therapists.enumerated().map { index, therapist in
                TherapistSchedule(
                    id: TherapistID(rawValue: Int32(index + 1)), services: ids(therapist.services),
                    hours: therapist.hours)
            },
            rooms: setup.rooms.enumerated().map { index, room in
                RoomSchedule(id: RoomID(rawValue: Int32(index + 1)), services: ids(room.services), hours: room.hours)
            }, occupancies: [])
        return (Catalog(practice: setup.practice, services: services, therapists: [], rooms: []), schedule)
    }

    private static func diary() throws -> [DemoEntry] {
        let (catalog, schedule) = try sample()
        return DemoDiary(catalog: catalog, schedule: schedule, customerCount: 60).entries
    }

    @Test func `the same date has the same diary`() throws {
        let (first, second) = (try Self.diary(), try Self.diary())
        #expect(first.map(\.reference) == second.map(\.reference))
        #expect(first.map(\.starts) == second.map(\.starts))
        #expect(first.map(\.customer) == second.map(\.customer))
    }

    @Test func `nobody and no room is booked twice at once`() throws {
        let busy = try Self.diary().filter(\.status.occupies).map(\.occupancy)
        for (index, one) in busy.enumerated() {
            for other in busy[(index + 1)...] {
                let (left, right) = (
                    Interval(one.blockedFrom, one.therapistReleased),
                    Interval(other.blockedFrom, other.therapistReleased)
                )
                #expect(one.therapist != other.therapist || !left.overlaps(right))
                let (leftRoom, rightRoom) = (
                    Interval(one.blockedFrom, one.roomReleased), Interval(other.blockedFrom, other.roomReleased)
                )
                #expect(one.room != other.room || !leftRoom.overlaps(rightRoom))
            }
        }
    }

    @Test func `about 65 percent of the hours are booked, with statuses of all kinds that fit the time`() throws {
        let (catalog, schedule) = try Self.sample()
        let entries = DemoDiary(catalog: catalog, schedule: schedule, customerCount: 60).entries
        let open = (0..<21).reduce(0) { sum, day in
            let date = schedule.zone.localDateTime(at: schedule.span.start).date.advanced(byDays: day)
            return sum
                + schedule.therapists.reduce(0) { sum, therapist in
                    sum + therapist.hours.windows(on: date).reduce(0) { $0 + $1.end - $1.start }
                }
        }
        let booked = entries.filter(\.status.occupies).reduce(0) { $0 + $1.service.times.duration }
        #expect((58...72).contains(booked * 100 / open), "\(booked * 100 / open) %")
        #expect(
            Set(entries.map(\.status)) == [.hold, .confirmed, .checkedIn, .completed, .cancelled, .noShow])
        #expect(entries.allSatisfy { $0.status != .completed || $0.occupancy.ends <= schedule.now })
        #expect(entries.allSatisfy { $0.status != .confirmed || $0.starts > schedule.now })
        #expect(entries.allSatisfy { $0.status == .hold || $0.customer != nil })
        #expect(DemoCustomer.all.count == 60)
        #expect(Set(DemoCustomer.all.map(\.email)).count == 60)
    }
}
