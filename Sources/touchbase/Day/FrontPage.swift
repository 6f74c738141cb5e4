import Availability
import Booking
import BookingStore
import Postgres

/// Today, and the commands to go on with.
struct FrontPage: Report {
    private let day: DaySheet
    private let next: [String]

    /// - Parameter prefix: what a command has to begin with to be about this practice.
    static func read(_ settings: Settings, prefix: String = "") throws -> FrontPage {
        var office = try Office.open(settings)
        let result = Result { try read(&office, prefix) }.mapError { Failure($0, practice: office.practice) }
        try? office.close()
        return try result.get()
    }

    private static func read(_ office: inout Office, _ prefix: String) throws -> FrontPage {
        let practice = try office.readPractice()
        guard
            let service = practice.catalog.services.first(where: { $0.times.duration == 60 })
                ?? practice.catalog.services.first
        else {
            throw Failure.noPractice
        }
        let day = try DaySheet.read(practice.today, by: .therapist, practice, in: &office)
        let span = Interval(.now, Instant.now.advanced(byMinutes: 7 * 1440))
        let slot = try office.store.practiceSchedule(over: span).schedule
            .offers(for: SlotQuery(service: service.id, span: span)).first
        let start = slot.map { practice.zone.localDateTime(at: $0.start).description }
        return FrontPage(day: day, next: commands(service.name, start, day, prefix))
    }

    private static func commands(_ service: String, _ start: String?, _ day: DaySheet, _ prefix: String) -> [String] {
        let name = ShellWord.quoted(service)
        var commands = ["slots \(name)"]
        if let start { commands.append("book alex@example.com \(name) \(start) --name \"Alex Morgan\"") }
        if let booking = day.bookings.first { commands.append("show \(booking.reference)") }
        commands += ["day tomorrow --by room", "mail list", "help"]
        return commands.map { "\(prefix)touchbase \($0)" }
    }

    func write(to page: inout TextPage) {
        day.write(to: &page)
        page.line()
        page.line("Go on with:")
        for command in next { page.line("  \(command)") }
    }

    func write(to json: inout JSONWriter) {
        day.write(to: &json)
    }
}
