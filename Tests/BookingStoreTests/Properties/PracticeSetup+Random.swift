import Availability
import Booking
import TestSupport

extension PracticeSetup {
    /// A practice of a few services, rooms and therapists with awkward hours, whose exceptions lie around `day`.
    static func random(zone: ZoneRules, around day: Instant, using generator: inout Dice) -> PracticeSetup {
        var maker = SetupMaker(zone: zone, day: day, generator: generator)
        defer { generator = maker.generator }
        return maker.practice()
    }
}

private struct SetupMaker {
    let zone: ZoneRules
    let day: Instant
    var generator: Dice
    private var services: [ServiceSetup] = []

    init(zone: ZoneRules, day: Instant, generator: Dice) {
        self.zone = zone
        self.day = day
        self.generator = generator
    }

    mutating func practice() -> PracticeSetup {
        services = (1...generator.int(1...3)).map { service($0) }
        let rooms = (1...generator.int(1...3)).map { room($0) }
        return PracticeSetup(
            practice: Practice(zoneIdentifier: zone.identifier, granularity: generator.pick([10, 15, 15, 15, 25, 30])),
            services: services, rooms: rooms,
            therapists: (1...generator.int(1...3)).map { therapist($0, usualRoom: generator.pick(rooms).name) })
    }

    private mutating func service(_ number: Int) -> ServiceSetup {
        ServiceSetup(
            name: "Service \(number)", price: 100, duration: generator.int(1...9) * 15, prep: buffer(),
            recovery: buffer(), turnover: buffer())
    }

    private mutating func buffer() -> Int {
        generator.once(in: 2) ? 0 : generator.once(in: 12) ? generator.int(100...1440) : generator.int(1...30)
    }

    private mutating func room(_ number: Int) -> RoomSetup {
        RoomSetup(
            name: "Room \(number)", services: someServices(), hours: generator.once(in: 4) ? hours(dated: false) : nil,
            closures: absences())
    }

    private mutating func therapist(_ number: Int, usualRoom: String) -> TherapistSetup {
        TherapistSetup(
            name: "Therapist \(number)", services: someServices(), usualRoom: generator.once(in: 2) ? usualRoom : nil,
            hours: hours(dated: true), timeOff: absences())
    }

    private mutating func someServices() -> [String] {
        services.map(\.name).filter { _ in !generator.once(in: 8) }
    }

    private mutating func hours(dated: Bool) -> Hours {
        let style = generator.int(0...4)
        var hours = Hours(weekly: [:])
        for weekday in Weekday.allCases where !generator.once(in: 6) || style == 0 {
            hours.weekly[weekday] = windows(style)
        }
        let date = zone.localDateTime(at: day).date
        for offset in -8...8 where dated && generator.once(in: 10) {
            hours.overrides[date.advanced(byDays: offset)] = generator.once(in: 3) ? [] : windows(generator.int(1...4))
        }
        return hours
    }

    /// Around the clock; a morning and an afternoon with a short break or none; a night; a shift of more than a day.
    private mutating func windows(_ style: Int) -> [DayWindow] {
        let noon = generator.int(40...53) * 15
        let windows =
            switch style {
            case 0: [DayWindow(start: 0, end: 1440)]
            case 1, 2:
                [
                    DayWindow(start: noon - generator.int(4...26) * 15, end: noon),
                    DayWindow(start: noon + generator.pick([0, 30, 40]), end: noon + generator.int(60...600)),
                ]
            case 3: [DayWindow(start: generator.int(1000...1439), end: generator.int(1441...2000))]
            default: [DayWindow(start: generator.int(0...600), end: generator.int(1400...2880))]
            }
        return windows.compactMap(\.self)
    }

    private mutating func absences() -> [Absence] {
        (0..<max(0, generator.int(-2...2))).map { _ in
            let start = day.advanced(byMinutes: generator.int(-600...1200))
            return Absence(during: Interval(start, start.advanced(byMinutes: generator.int(1...300))))
        }
    }
}
