import Availability
import Booking
import BookingStore
import FoundationEssentials
import Postgres

/// The sample practice with a diary, in a data folder of its own.
enum DemoPractice {
    /// The settings of `settings`' terminal, in the folder `demo` of its data folder. Whatever database and mail server are
    /// configured, the demo touches neither.
    ///
    /// Its themes are the user's own, and it begins in the theme of the user's desk; one that is chosen in the demo is
    /// remembered in the demo's own `config.toml`, and goes before that.
    static func settings(
        from settings: Settings, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Settings {
        var demo = settings
        demo.home = "\(settings.home)/demo"
        demo.database = .embedded
        demo.databaseSource = nil
        demo.mail = .outbox(folder: "\(demo.home)/outbox")
        demo.isMailSentByService = false
        if environment["TOUCHBASE_THEME", default: ""].isEmpty, let chosen = try ConfigFile.read(in: demo.home).theme {
            demo.theme = chosen
        }
        return demo
    }

    /// Makes the practice and its diary, unless there is one that reaches far enough into the future.
    static func prepare(_ settings: Settings) throws {
        var office = try Office.open(settings, as: .owner)
        let result = Result { try prepare(&office) }
        try? office.close()
        try result.get()
    }

    private static func prepare(_ office: inout Office) throws {
        if let last = try office.store.ask(Statement.lastStart) {
            guard last < Instant.now.advanced(byMinutes: 3 * 1440) else { return }
            try office.startAnew()
        }
        var zones = ZoneDirectory()
        let setup = try PracticeFile.read(PracticeFile.sample, file: "the sample") { try? zones.rules(named: $0) }
        try office.store.replaceSetup(setup)
        let practice = try office.readPractice()
        let schedule = try office.store.practiceSchedule(over: weeks(around: practice.today, practice.zone)).schedule
        let customers = DemoCustomer.all
        let diary = DemoDiary(catalog: practice.catalog, schedule: schedule, customerCount: customers.count)
        try office.store.transaction { connection in
            try connection.run(Statement.insert(customers))
            try connection.run(Statement.insert(diary.entries, of: customers))
            try connection.run(Statement.writeDemoHistory)
            try connection.run(Statement.writeDemoMails)
        }
    }

    /// From Monday of the last week to the end of the next one.
    private static func weeks(around today: LocalDate, _ zone: ZoneRules) -> Interval {
        let monday = today.advanced(byDays: 1 - today.weekday.rawValue)
        return Interval(zone.startOfDay(monday.advanced(byDays: -7)), zone.startOfDay(monday.advanced(byDays: 14)))
    }
}

extension Office {
    /// Throws everything in the database away. For the demo's alone.
    fileprivate mutating func startAnew() throws {
        _ = try store.ask(Statement.dropSchema)
        try migrateAgain()
    }
}
