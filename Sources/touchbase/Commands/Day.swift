import ArgumentParser
import Availability
import Booking
import BookingStore
import Postgres

struct Day: OfficeCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who is where on a day.",
        discussion: """
              touchbase day
              touchbase day 2026-05-05 --by room
            """)

    @Argument(help: "The date, as 2026-05-05; today unless given.")
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
