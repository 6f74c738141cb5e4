import ArgumentParser
import Booking
import BookingStore
import Postgres

struct ExpireHolds: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "expire-holds",
        abstract: "Mark the holds that ran out.",
        discussion: """
            A hold that ran out is free at once, whether it is marked or not; this is for tidy lists.

              touchbase expire-holds
            """)

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        return ExpiredHolds(holds: try office.store.ask(Statement.expireHolds), practice: practice)
    }

    private struct ExpiredHolds: Report {
        var holds: [Booking]
        var practice: PracticeView

        func write(to page: inout TextPage) {
            guard !holds.isEmpty else { return page.line("No hold has run out.") }
            page.line("Ran out:")
            page.table(
                holds.map { [$0.reference.description, $0.title(practice.clock), $0.therapist.name] }, indent: 2)
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("expired", each: holds) { $0.booking($1, mails: [], practice) }
            }
        }
    }
}
