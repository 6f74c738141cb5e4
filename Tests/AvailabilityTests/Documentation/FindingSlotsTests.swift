import Availability
import Foundation
import Testing

@Suite struct FindingSlotsTests {
    @Test func `the tutorial's code compiles and does what the tutorial says`() {
        // tutorial
        let zone = ZoneRules(identifier: "Etc/GMT+5", fixedOffset: -5 * 3600, abbreviation: "EST")
        let swedish = ServiceTimes(id: ServiceID(rawValue: 1), duration: 60, prep: 5, recovery: 5, turnover: 15)
        let express = ServiceTimes(id: ServiceID(rawValue: 2), duration: 30, turnover: 10)

        let morning = DayWindow(start: 9 * 60, end: 12 * 60)!
        let ana = TherapistSchedule(
            id: TherapistID(rawValue: 1), services: [swedish.id, express.id],
            hours: Hours(weekly: [.tuesday: [morning]]))
        let room = RoomSchedule(id: RoomID(rawValue: 1), services: [swedish.id, express.id])

        let tuesday = zone.day(LocalDate(year: 2026, month: 5, day: 5)!)
        let ten = tuesday.start.advanced(byMinutes: 10 * 60)
        let booked = Occupancy(
            reference: "K7M2QX", therapist: ana.id, room: room.id, blockedFrom: ten.advanced(byMinutes: -5),
            starts: ten,
            ends: ten.advanced(byMinutes: 60), therapistReleased: ten.advanced(byMinutes: 65),
            roomReleased: ten.advanced(byMinutes: 75))

        var schedule = Schedule(
            span: tuesday, now: tuesday.start, zone: zone, grid: StartGrid(granularity: 15),
            services: [swedish, express],
            therapists: [ana], rooms: [room], occupancies: [booked])

        let offers = schedule.offers(for: SlotQuery(service: express.id, span: tuesday))
        let times = offers.map { zone.localDateTime(at: $0.start).time.description }

        let reasons = schedule.reasons(service: express.id, start: ten, therapist: ana.id, room: room.id)

        var search = PreparedSearch(schedule, service: express.id)!
        search.release("K7M2QX")
        let freed = search.offers().count
        search.book(booked)
        let again = search.offers()

        let shown = search.slots(limit: 2)
        let others = search.offerCount() - shown.count

        let open = search.openStarts().reduce(0) { $0 + $1.count }
        // end of tutorial
        #expect(times == ["09:00", "09:15", "11:15", "11:30"])
        let blockers = reasons.compactMap { reason -> Reason.Blocker? in
            switch reason {
            case .therapistBusy(_, let blocker), .roomBusy(_, let blocker): blocker
            default: nil
            }
        }
        #expect(reasons.count == 2 && blockers.map(\.until) == [65, 75].map(ten.advanced(byMinutes:)))
        #expect(freed > offers.count && again == offers && open == offers.count)
        #expect(shown.map(\.start) == offers.prefix(2).map(\.start) && others == 2)
        schedule.occupancies = []
        #expect(schedule.offers(for: SlotQuery(service: express.id, span: tuesday)).count == freed)
    }

    @Test func `the code above is the tutorial's, line by line`() throws {
        let here = URL(filePath: #filePath)
        let root = here.deletingLastPathComponent().appending(path: "../../..").standardized
        let tutorial = try String(
            contentsOf: root.appending(path: "Sources/Availability/Availability.docc/FindingSlots.md"), encoding: .utf8)
        let test = try String(contentsOf: here, encoding: .utf8)
        let shown = tutorial.split(separator: "```").enumerated().filter { $0.offset % 2 == 1 }
            .flatMap { $0.element.dropFirst("swift".count).split(separator: "\n") }
        let compiled = test.split(separator: "// tutorial")[1].split(separator: "// end of tutorial")[0]
            .split(separator: "\n").map { $0.dropFirst(8) }
        #expect(!shown.isEmpty && shown == compiled.filter { !$0.isEmpty })
    }
}
