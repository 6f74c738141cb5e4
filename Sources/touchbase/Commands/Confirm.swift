import ArgumentParser
import Booking
import BookingStore
import Postgres

struct Confirm: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Make a hold a booking, and mail the confirmation.",
        discussion: """
            A hold that was made without a customer needs one now. The booking stands as soon as it is confirmed, \
            whatever becomes of the mail.

              touchbase confirm K7M2QX --customer alex@example.com
              touchbase confirm K7M2QX --customer new@example.com --name "Sam Lee"
            """)

    @OptionGroup var which: BookingArgument

    @OptionGroup var who: CustomerArguments

    @OptionGroup var common: CommonOptions

    /// What is somebody's already is no other's to confirm, and nobody is made a customer for it.
    private func refuse(
        _ wanted: WantedCustomer, ifConfirmedForAnother reference: Reference, in office: inout Office
    ) throws {
        guard let booking = try office.store.ask(Statement.booking(reference)), booking.status == .confirmed,
            let owner = booking.customer, owner.id != wanted.known?.id
        else { return }
        throw Failure(
            code: .conflict,
            message: "\(reference) is confirmed already, for \(owner.name): it was not changed. "
                + "Book another slot for \(wanted.email).")
    }

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let reference = try which.parsed
        let wanted = try who.wanted(in: &office)
        try wanted.map { try refuse($0, ifConfirmedForAnother: reference, in: &office) }
        let customer = try wanted?.saved(in: &office)
        let intent = Intent(.confirm(reference, customer: customer), by: office.settings.desk)
        do {
            try PromptMail.announce(in: &office)
            let booking = try office.store.perform(intent)
            return try ConfirmedReport(booking, given: who.details, in: &office, practice, console)
        } catch StoreError.booking(.customerMissing) {
            throw Failure(
                code: .invalid,
                message:
                    "The hold \(reference) has no customer yet: add --customer EMAIL, and --name NAME for a new one.")
        }
    }
}
