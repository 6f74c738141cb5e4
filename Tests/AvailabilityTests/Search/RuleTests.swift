import Availability
import Testing

/// The rules one by one, each with what it lists and what it says of the rest.
@Suite struct RuleTests {
    private let day: TestDay

    init() throws {
        day = try TestDay()
    }

    @Test func `steps are counted from the start of each window`() throws {
        let schedule = try day.schedule(.massage(60), works: "08:00-12:00 12:30-17:30")
        #expect(
            day.starts(schedule) == [
                "08:00", "09:00", "10:00", "11:00", "12:30", "13:30", "14:30", "15:30", "16:30",
            ])
    }

    @Test func `windows that touch are one, counted from its start`() throws {
        let schedule = try day.schedule(.massage(60), works: "08:10-10:00 10:00-11:30")
        #expect(day.starts(schedule) == ["08:10", "09:10", "10:10"])
    }

    @Test func `a night shift goes on after midnight`() throws {
        let schedule = try day.schedule(.massage(90), works: "22:00-30:00", granularity: 120)
        #expect(day.starts(schedule) == ["22:00", "00:00", "02:00", "04:00"])
    }

    @Test func `absolute steps do not care where a window starts`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:10-11:30")
        schedule.grid.anchor = .absolute(try day.at("12:00"))
        #expect(day.starts(schedule) == ["09:00", "10:00"])
    }

    @Test func `an override replaces the weekday's hours`() throws {
        var schedule = try day.schedule(.massage(60), works: "")
        schedule.therapists[0].hours.weekly = [.tuesday: try day.windows("08:00-10:00")]
        #expect(day.starts(schedule).isEmpty)
        schedule.therapists[0].hours.overrides = [:]
        #expect(day.starts(schedule) == ["08:00", "09:00"])
    }

    @Test func `therapist and room must both do the service`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:00-10:00")
        schedule.therapists[0].services = []
        schedule.rooms[0].services = []
        #expect(day.starts(schedule).isEmpty)
        #expect(try day.reasons(schedule, at: "08:00") == [.serviceNotDone(by: .ana), .serviceDoesNotFit(.room1)])
    }

    @Test func `an appointment ends within the window, its buffers need not`() throws {
        let schedule = try day.schedule(.massage(60, prep: 30, recovery: 30), works: "08:00-10:00")
        #expect(day.starts(schedule) == ["08:00", "09:00"])
        let window = try day.interval("08:00", "10:00")
        #expect(
            try day.reasons(schedule, at: "09:30") == [
                .outsideHours(.ana, window: window), .offGrid(before: try day.at("09:00"), after: nil),
            ])
        #expect(try day.reasons(schedule, at: "07:00") == [.outsideHours(.ana, window: window)])
        #expect(try day.reasons(schedule, at: "10:00") == [.outsideHours(.ana, window: nil)])
    }

    @Test func `time off spares the appointment, buffers may reach into it`() throws {
        var schedule = try day.schedule(.massage(60, prep: 30, recovery: 30), works: "08:00-12:00")
        let errand = try day.interval("10:00", "11:00")
        schedule.therapists[0].timeOff = [errand]
        #expect(day.starts(schedule) == ["08:00", "09:00", "11:00"])
        #expect(try day.reasons(schedule, at: "10:00") == [.timeOff(.ana, errand)])
    }

    @Test func `buffers of both sides count against another booking`() throws {
        let other = try day.booking("K7M2QX", "10:00", "11:00", room: .room2, prep: 10, recovery: 20)
        let schedule = try day.schedule(
            .massage(60, prep: 10, recovery: 10), works: "08:00-13:00", granularity: 10, occupancies: [other])
        let starts = day.starts(schedule)
        #expect(starts.filter { $0 < "10:00" }.last == "08:40")
        #expect(starts.first { $0 > "10:00" } == "11:30")
        func blocker(_ part: Reason.Blocker.Part) throws -> [Reason] {
            let blocker = Reason.Blocker(reference: "K7M2QX", part: part, until: try day.at("11:20"))
            return [.therapistBusy(.ana, blocker)]
        }
        #expect(try day.reasons(schedule, at: "08:50") == (try blocker(.prep)))
        #expect(try day.reasons(schedule, at: "09:00") == (try blocker(.appointment)))
        #expect(try day.reasons(schedule, at: "11:20") == (try blocker(.recovery)))
    }

    @Test func `a room's turnover keeps the next one out`() throws {
        let other = try day.booking("K7M2QX", "13:00", "14:00", therapist: .ben, turnover: 15)
        let schedule = try day.schedule(.massage(60), works: "14:00-16:00", granularity: 15, occupancies: [other])
        #expect(day.starts(schedule) == ["14:15", "14:30", "14:45", "15:00"])
        let turnover = Reason.Blocker(reference: "K7M2QX", part: .turnover, until: try day.at("14:15"))
        #expect(try day.reasons(schedule, at: "14:00") == [.roomBusy(.room1, turnover)])
    }

    @Test func `a room holds prep and turnover within its hours and outside its closures`() throws {
        var schedule = try day.schedule(.massage(60, prep: 15, turnover: 30), works: "08:00-14:00", granularity: 15)
        schedule.rooms[0].hours = try day.hours("08:00-13:00")
        let cleaning = try day.interval("10:00", "10:30")
        schedule.rooms[0].closures = [cleaning]
        #expect(day.starts(schedule) == ["08:15", "08:30", "10:45", "11:00", "11:15", "11:30"])
        let beforeCleaning = try day.interval("08:00", "10:00")
        #expect(try day.reasons(schedule, at: "08:00") == [.roomNotOpen(.room1, window: beforeCleaning)])
        #expect(try day.reasons(schedule, at: "08:45") == [.roomClosed(.room1, cleaning)])
        #expect(try day.reasons(schedule, at: "10:30") == [.roomClosed(.room1, cleaning)])
    }

    @Test func `no start is before the clock, not by a second`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:00-12:00")
        schedule.now = try day.at("09:00")
        #expect(day.starts(schedule) == ["09:00", "10:00", "11:00"])
        schedule.now.secondsSinceEpoch += 1
        #expect(day.starts(schedule) == ["10:00", "11:00"])
        #expect(try day.reasons(schedule, at: "09:00") == [.past(now: schedule.now)])
    }

    @Test func `starts that leave no gap are offered off the steps`() throws {
        let bookings = [
            try day.booking("A22222", "09:00", "09:55", room: .room2, recovery: 5),
            try day.booking("B22222", "12:10", "13:00", room: .room2, prep: 5),
        ]
        var schedule = try day.schedule(
            .massage(50, prep: 5, recovery: 10), works: "08:00-14:20", abutting: true, occupancies: bookings)
        // After the first booking, before the second, and at the end of the window.
        #expect(day.starts(schedule) == ["08:00", "10:05", "11:00", "11:05", "13:05", "13:30"])
        schedule.grid.abutting = false
        #expect(day.starts(schedule) == ["08:00", "11:00"])
        #expect(
            try day.reasons(schedule, at: "10:05") == [
                .offGrid(before: try day.at("08:00"), after: try day.at("11:00"))
            ])
    }

    @Test func `a start off the steps names the nearest that can be booked, on the steps or off them`() throws {
        let bookings = [
            try day.booking("A22222", "09:05", "10:10"), try day.booking("B22222", "13:00", "13:35", therapist: .ben),
        ]
        let schedule = try day.schedule(
            .massage(40), works: "08:00-15:10", granularity: 15, abutting: true, occupancies: bookings)
        let nearest = Reason.offGrid(before: try day.at("10:10"), after: try day.at("10:15"))
        #expect(try day.reasons(schedule, at: "10:11") == [nearest])
        let starts = day.slots(schedule).map(\.start)
        let work = try day.interval("08:00", "15:10")
        for minute in 0..<work.minutes {
            let start = work.start.advanced(byMinutes: minute)
            let reasons = schedule.reasons(service: .massage, start: start, therapist: .ana, room: .room1)
            for case .offGrid(let before, let after) in reasons {
                #expect(before == starts.last { $0 < start } && after == starts.first { $0 > start }, "\(minute)")
            }
        }
    }

    @Test func `the next hours are those that time off leaves`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:00-10:00 12:00-14:00 16:00-18:00")
        schedule.therapists[0].timeOff = [try day.interval("11:00", "14:00"), try day.interval("17:00", "19:00")]
        let window = try day.interval("16:00", "17:00")
        #expect(try day.reasons(schedule, at: "10:00") == [.outsideHours(.ana, window: window)])
        schedule.therapists[0].timeOff = [try day.interval("11:00", "13:00")]
        let rest = try day.interval("13:00", "14:00")
        #expect(try day.reasons(schedule, at: "10:00") == [.outsideHours(.ana, window: rest)])
        schedule.therapists[0].timeOff = [try day.interval("11:00", "23:00")]
        #expect(try day.reasons(schedule, at: "10:00") == [.outsideHours(.ana, window: nil)])
    }

    @Test func `a booking that is moved does not block itself`() throws {
        let own = try day.booking("K7M2QX", "09:00", "10:00")
        let schedule = try day.schedule(.massage(60), works: "08:00-11:00", occupancies: [own])
        #expect(day.starts(schedule) == ["08:00", "10:00"])
        #expect(day.starts(schedule.leavingOut("K7M2QX")) == ["08:00", "09:00", "10:00"])
    }

    @Test func `a search finds only starts inside both spans, half-open`() throws {
        var schedule = try day.schedule(.massage(60), works: "08:00-14:00")
        schedule.span = try day.interval("09:00", "12:00")
        let wide = SlotQuery(service: .massage, span: try day.interval("00:00", "23:00"))
        #expect(
            schedule.slots(for: wide).map(\.start) == [try day.at("09:00"), try day.at("10:00"), try day.at("11:00")])
        let apart = SlotQuery(service: .massage, span: try day.interval("12:00", "13:00"))
        #expect(schedule.slots(for: apart).isEmpty)
        #expect(try day.reasons(schedule, at: "12:00") == [.outsideSpan(schedule.span)])
    }

    @Test func `whoever is not in the schedule is named`() throws {
        let schedule = try day.schedule(.massage(60), works: "08:00-14:00")
        let nobody = schedule.reasons(
            service: ServiceID(rawValue: 9), start: try day.at("09:00"), therapist: TherapistID(rawValue: 8),
            room: RoomID(rawValue: 7))
        #expect(
            nobody == [
                .unknownService(ServiceID(rawValue: 9)), .unknownTherapist(TherapistID(rawValue: 8)),
                .unknownRoom(RoomID(rawValue: 7)),
            ])
        #expect(schedule.slots(for: SlotQuery(service: ServiceID(rawValue: 9), span: schedule.span)).isEmpty)
    }

    @Test func `every rule that is broken is named`() throws {
        let other = try day.booking("K7M2QX", "09:00", "10:00")
        var schedule = try day.schedule(.massage(60), works: "08:00-09:30", granularity: 7, occupancies: [other])
        schedule.now = try day.at("12:00")
        schedule.therapists[0].timeOff = [try day.interval("09:00", "12:00")]
        schedule.rooms[0].hours = try day.hours("10:00-12:00")
        schedule.rooms[0].closures = [try day.interval("09:00", "12:00")]
        let rules = try day.reasons(schedule, at: "09:00").map(\.rule)
        #expect(
            rules == [
                "outsideHours", "past", "timeOff", "therapistBusy", "offGrid", "roomNotOpen", "roomClosed", "roomBusy",
            ])
    }
}
