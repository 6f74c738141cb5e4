import Availability
import Testing

@Suite struct RankingTests {
    private let day: TestDay

    init() throws {
        day = try TestDay()
    }

    @Test func `a slot costs the minutes that it makes unsellable`() throws {
        let schedule = try day.schedule(.massage(60), works: "08:00-11:00", granularity: 15)
        let costs = day.slots(schedule).map(\.gapCost)
        // 08:00 and 09:00 and 10:00 leave whole hours; 08:15 leaves 15 + 105 minutes, of which 60 can be sold.
        #expect(costs == [0, 60, 60, 60, 0, 60, 60, 60, 0])
        #expect(day.slots(schedule).map(\.isSnug) == costs.map { $0 == 0 })
    }

    @Test func `a shorter service of the therapist makes a gap sellable`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:00-10:00", granularity: 15)
        schedule.services.append(ServiceTimes(id: ServiceID(rawValue: 2), duration: 30))
        #expect(day.slots(schedule).map(\.gapCost) == [0, 60, 60, 60, 0])
        schedule.therapists[0].services.insert(ServiceID(rawValue: 2))
        #expect(day.slots(schedule).map(\.gapCost) == [0, 30, 0, 30, 0])
    }

    @Test func `buffers that reach past the window cost nothing`() throws {
        let schedule = try day.schedule(.massage(60, prep: 10, recovery: 20), works: "08:00-10:30", granularity: 90)
        // From prep to recovery the window can be made to hold two: 07:50 to 09:20 and 09:20 to 10:50.
        #expect(day.slots(schedule).map(\.gapCost) == [0, 0])
    }

    @Test func `what has passed is no gap`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:00-11:00", granularity: 15)
        schedule.now = try day.at("09:55")
        #expect(day.slots(schedule).first?.start == (try day.at("10:00")))
        #expect(day.slots(schedule).first?.gapCost == 0)
    }

    @Test func `no slot costs less than nothing`() throws {
        var random = SplitMix(seed: 7)
        for _ in 0..<60 {
            var schedule = try day.schedule(
                .massage(random.int(1...90), prep: random.int(0...20), recovery: random.int(0...20)),
                works: "08:00-20:00", granularity: 5)
            schedule.services += (2...4).map {
                ServiceTimes(id: ServiceID(rawValue: $0), duration: random.int(1...120))
            }
            schedule.therapists[0].services = Set(schedule.services.map(\.id))
            let from = try day.at("08:00").advanced(byMinutes: random.int(0...700))
            schedule.therapists[0].timeOff = [Interval(from, from.advanced(byMinutes: random.int(1...60)))]
            #expect(day.slots(schedule).allSatisfy { $0.gapCost >= 0 })
        }
    }

    @Test func `the tightest room comes first, the usual one of those that fit alike`() throws {
        var schedule = try day.schedule(.massage(60), works: "09:00-10:00")
        schedule.rooms = (1...Int32(4)).map { RoomSchedule(id: RoomID(rawValue: $0), services: [.massage]) }
        schedule.occupancies = [try day.booking("K7M2QX", "07:00", "08:00", therapist: .ben, room: .room2)]
        #expect(day.slots(schedule).map(\.room.rawValue) == [2, 1, 3, 4])
        schedule.therapists[0].usualRoom = RoomID(rawValue: 4)
        #expect(day.slots(schedule).map(\.room.rawValue) == [2, 4, 1, 3])
        #expect(schedule.offers(for: SlotQuery(service: .massage, span: schedule.span)).map(\.room) == [.room2])
    }

    @Test func `a room's free stretch is seen no further than a day`() throws {
        var schedule = try day.schedule(.massage(60), works: "09:00-10:00")
        schedule.rooms.append(RoomSchedule(id: .room2, services: [.massage]))
        let start = try day.at("09:00")
        func closure(minutesBefore: Int) -> [Interval] {
            [Interval(start.advanced(byMinutes: -minutesBefore - 60), start.advanced(byMinutes: -minutesBefore))]
        }
        schedule.rooms[1].closures = closure(minutesBefore: 1440)
        #expect(day.slots(schedule).map(\.room) == [.room1, .room2])
        schedule.rooms[1].closures = closure(minutesBefore: 1439)
        #expect(day.slots(schedule).map(\.room) == [.room2, .room1])
    }

    @Test func `therapists with their usual room come first, then those with least booked, then by id`() throws {
        var schedule = try day.schedule(.massage(60), works: "09:00-10:00")
        schedule.rooms.append(RoomSchedule(id: .room2, services: [.massage]))
        let ana = schedule.therapists[0]
        schedule.therapists = (1...Int32(4)).map { id in
            var therapist = ana
            therapist.id = TherapistID(rawValue: id)
            return therapist
        }
        schedule.therapists[3].usualRoom = .room1
        schedule.therapists[2].usualRoom = .room2
        schedule.rooms[1].closures = [try day.interval("12:00", "13:00")]
        schedule.occupancies = [
            try day.booking("A22222", "15:00", "16:00", room: RoomID(rawValue: 9)),
            try day.booking("B22222", "15:00", "15:30", therapist: .ben, room: RoomID(rawValue: 9)),
        ]
        let offers = schedule.offers(for: SlotQuery(service: .massage, span: schedule.span))
        // Room 2 fits tightest, so it is therapist 3 who has the usual room.
        #expect(offers.map(\.therapist.rawValue) == [3, 4, 2, 1])
    }

    @Test func `snug slots come first when asked for, the earlier first of those that cost the same`() throws {
        let schedule = try day.schedule(.massage(60), works: "08:00-10:00", granularity: 30)
        let offers = schedule.offers(for: SlotQuery(service: .massage, span: schedule.span), by: .snug)
        #expect(offers.map(\.start) == [try day.at("08:00"), try day.at("09:00"), try day.at("08:30")])
    }

    @Test func `alternatives are the nearest in time, the same therapist's first`() throws {
        var schedule = try day.schedule(.massage(60), works: "09:00-12:00", granularity: 30)
        var ben = schedule.therapists[0]
        ben.id = .ben
        schedule.therapists.append(ben)
        schedule.rooms.append(RoomSchedule(id: .room2, services: [.massage]))
        schedule.occupancies = [
            try day.booking("A22222", "10:00", "10:30"),
            try day.booking("B22222", "10:00", "10:30", therapist: .ben, room: .room2),
        ]
        let query = SlotQuery(service: .massage, span: schedule.span)
        let alternatives = schedule.alternatives(to: try day.at("10:00"), for: query, preferring: .ben)
        #expect(alternatives.map(\.start) == [try day.at("10:30"), try day.at("10:30"), try day.at("09:00")])
        #expect(alternatives.map(\.therapist) == [.ben, .ana, .ben])
        #expect(schedule.alternatives(to: try day.at("10:00"), for: query, limit: 0).isEmpty)
    }

    @Test func `a search for one therapist and one room finds theirs alone`() throws {
        var schedule = try day.schedule(.massage(60), works: "09:00-10:00")
        schedule.rooms.append(RoomSchedule(id: .room2, services: [.massage]))
        let query = SlotQuery(service: .massage, span: schedule.span, therapist: .ana, room: .room2)
        #expect(schedule.slots(for: query).map(\.room) == [.room2])
        let other = SlotQuery(service: .massage, span: schedule.span, therapist: .ben)
        #expect(schedule.slots(for: other).isEmpty)
    }
}
