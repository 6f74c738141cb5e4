import ArgumentParser
import Availability
import Booking
import BookingStore
import Postgres

struct Day: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "day",
        abstract: "Show who is where on a day.",
        discussion: """
            A shift that reaches over midnight belongs to the day on which it begins; the next day shows the rest of it.

              touchbase day
              touchbase day tomorrow --by room
              touchbase day monday
              touchbase day +3
            """)

    @Argument(
        help:
            "today (unless given), tomorrow, yesterday, a weekday (the next), +3 or -1 (days from today), 12 (the next of that number), 5/12 (month and day), or 2026-12-01."
    )
    var date: String?

    @Option(help: "Group the bookings by therapist or by room.")
    var by = DaySheet.Grouping.therapist

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let date = try date.map { text throws(Failure) in try practice.date(text) } ?? practice.today
        return try DaySheet.read(date, by: by, practice, in: &office)
    }
}

extension DaySheet.Grouping: ExpressibleByArgument {}
