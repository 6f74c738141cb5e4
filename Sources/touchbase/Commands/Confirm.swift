import ArgumentParser
import Booking
import BookingStore

struct Confirm: OfficeCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a hold a booking, and mail the confirmation.",
        discussion: """
            A hold that was made without a customer needs one now. The booking stands as soon as it is confirmed, \
            whatever becomes of the mail.

              touchbase confirm K7M2QX --customer alex@example.com
            """)

    @OptionGroup var which: BookingArgument

    @Option(help: ArgumentHelp("Email of a customer who is known.", valueName: "email"))
    var customer: String?

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let reference = try which.parsed
        let customer = try customer.map { try KnownCustomer.find($0, in: &office) }
        let intent = Intent(.confirm(reference, customer: customer?.id), by: office.settings.desk)
        let booking = try office.store.perform(intent)
        return try ConfirmedReport(booking, in: &office, practice, console)
    }
}
