import Availability
import Testing

/// What the random worlds are too small or too regular for.
@Suite struct PreparedSearchTests {
    private let day: TestDay

    init() throws {
        day = try TestDay()
    }

    @Test func `bookings off the minute are exact to the second`() throws {
        var awkward = try day.booking("A22222", "08:10", "08:20", room: .room2)
        let other = try day.booking("B22222", "08:40", "08:45", therapist: .ben)
        for seconds in [1, 29] {
            awkward.blockedFrom.secondsSinceEpoch += Int64(seconds)
            awkward.therapistReleased.secondsSinceEpoch += Int64(3 * seconds)
            var schedule = try day.schedule(
                .massage(5, prep: 1, recovery: 2, turnover: 3), works: "08:00-09:00", granularity: 7, abutting: true,
                occupancies: [awkward, other])
            schedule.span = try day.interval("08:16", "08:26")
            let listed = Set(day.slots(schedule).map(\.start))
            for second in schedule.span.start.secondsSinceEpoch..<schedule.span.end.secondsSinceEpoch {
                let start = Instant(secondsSinceEpoch: second)
                let reasons = schedule.reasons(service: .massage, start: start, therapist: .ana, room: .room1)
                #expect(reasons.isEmpty == listed.contains(start))
            }
        }
    }

    @Test func `a booking that comes off the minute is taken into account`() throws {
        let schedule = try day.schedule(.massage(5), works: "08:00-09:00", granularity: 15, abutting: true)
        var search = try #require(PreparedSearch(schedule, service: .massage))
        var booking = try day.booking("A22222", "08:10", "08:20", room: .room2)
        booking.therapistReleased.secondsSinceEpoch += 7
        search.book(booking)
        var after = schedule
        after.occupancies = [booking]
        #expect(search.slots() == day.slots(after))
        #expect(search.slots().contains { $0.start == booking.therapistReleased })
        search.release("A22222")
        #expect(search.slots() == day.slots(schedule))
    }

    @Test(arguments: [(1, 2), (3, 1), (5, 17), (33, 8), (64, 63), (65, 128), (130, 70)])
    func `all are listed of however many therapists and rooms`(therapists: Int, rooms: Int) throws {
        var schedule = try day.schedule(.massage(60), works: "09:00-11:00")
        let (ana, room) = (schedule.therapists[0], schedule.rooms[0])
        schedule.therapists = (1...Int32(therapists)).map { id in
            var therapist = ana
            therapist.id = TherapistID(rawValue: id * 1_000_003)
            return therapist
        }
        schedule.rooms = (1...Int32(rooms)).map { id in
            var other = room
            other.id = RoomID(rawValue: -id)
            return other
        }
        let last = (schedule.therapists[therapists - 1].id, schedule.rooms[rooms - 1].id)
        schedule.occupancies = [try day.booking("A22222", "09:00", "10:00", therapist: last.0, room: last.1)]
        let (nine, ten) = (try day.at("09:00"), try day.at("10:00"))
        let expected = Set(
            schedule.therapists.flatMap { therapist in
                schedule.rooms.flatMap { room in
                    [nine, ten].map { Triple(start: $0, therapist: therapist.id, room: room.id) }
                }
            }
        ).filter { $0.start == ten || $0.therapist != last.0 && $0.room != last.1 }
        let search = try #require(PreparedSearch(schedule, service: .massage))
        #expect(search.openStarts().reduce(0) { $0 + $1.count } == expected.count)
        var triples: [Triple] = []
        search.list(&triples)
        #expect(triples.count == expected.count && Set(triples) == expected)
        #expect(
            Set(day.slots(schedule).map { Triple(start: $0.start, therapist: $0.therapist, room: $0.room) })
                == expected)
    }

    @Test func `a kept search answers for any part of its span`() throws {
        let schedule = try day.schedule(.massage(60, prep: 5), works: "08:00-14:00", granularity: 15, abutting: true)
        var search = try #require(PreparedSearch(schedule, service: .massage))
        for (from, to) in [("08:00", "08:01"), ("09:07", "10:01"), ("10:00", "10:00"), ("00:00", "+1 00:00")] {
            let span = try day.interval(from, to)
            let query = SlotQuery(service: .massage, span: span)
            #expect(search.slots(in: span) == schedule.slots(for: query))
            #expect(search.offers(in: span, by: .snug) == schedule.offers(for: query, by: .snug))
            #expect(search.openStarts(in: span).map(\.start) == schedule.slots(for: query).map(\.start))
        }
    }

    @Test func `years of single minutes can be searched`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:00-12:00", granularity: 1)
        schedule.span.end = schedule.span.start.advanced(byMinutes: 5 * 366 * 1440)
        #expect(day.slots(schedule).count == 3 * 60 + 1)
    }

    @Test func `a search without anybody finds nothing`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:00-12:00")
        (schedule.therapists, schedule.rooms) = ([], [])
        let search = try #require(PreparedSearch(schedule, service: .massage))
        #expect(search.openStarts().isEmpty && PreparedSearch(schedule, service: ServiceID(rawValue: 9)) == nil)
    }
}
