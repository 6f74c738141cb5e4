import ArgumentParser
import Booking
import BookingStore
import Postgres

struct Cancel: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Give the slot of a hold or a booking back.",
        discussion: """
            The slot is free at once. A customer who was told of the booking is told that it is \
            cancelled; a confirmation that has not been sent yet will not be. Nobody is asked for a \
            reason: without one the history says who cancelled it, and when.

              touchbase cancel K7M2QX --reason "customer is ill"
            """)

    @OptionGroup var which: BookingArgument

    @Option(help: ArgumentHelp("Why, for the history; may be left out, as at the desk.", valueName: "text"))
    var reason: String?

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let reference = try which.parsed
        let intent = Intent(.cancel(reference, reason: try TypedText.reason(reason ?? "")), by: office.settings.desk)
        try PromptMail.announce(in: &office)
        let booking = try perform(intent, in: &office.store, practice)
        return BookingReport(
            headline: "Cancelled \(reference); its slot is free.", booking: booking, practice: practice,
            prompted: PromptedMails(of: booking, in: &office, practice))
    }

    /// Of what is cancelled already it is said by whom.
    private func perform(_ intent: Intent, in store: inout Store, _ practice: PracticeView) throws -> Booking {
        do {
            return try store.perform(intent)
        } catch StoreError.booking(.wrongStatus(let booking)) where booking.status == .cancelled {
            let history = try store.ask(Statement.history(of: booking.reference))
            throw Failure(
                code: .invalid, message: booking.reference.cancelledAlready(history, clock: practice.clock))
        }
    }
}
