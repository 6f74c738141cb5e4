import ArgumentParser
import Booking
import BookingStore
import Mail
import Postgres

struct Book: OfficeCommand {
    static let configuration = CommandConfiguration(
        abstract: "Book a service for a customer: hold, confirm and mail in one go.",
        discussion: """
            Without --therapist and --room the best that are free at that start are chosen. If somebody else has the slot, \
            the command ends with status 75 and names three that can be booked instead.

              touchbase book alex@example.com "60-minute Swedish" 2026-05-05T10:00 --name "Alex Morgan"
            """,
        aliases: ["book-on-behalf"])

    @Argument(help: "The customer's email. One that is not known yet needs --name.")
    var customer: String

    @OptionGroup var slot: SlotArguments

    @Option(help: ArgumentHelp("Name of a new customer.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("Phone of a new customer, or of one whose phone is not known.", valueName: "number"))
    var phone: String?

    @Flag(help: "Book even if the customer has another booking at that time, as for two people who come together.")
    var also = false

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let taker = try slot.taker(practice)
        let (name, phone) = (try name.map(TypedText.name), try phone.map(TypedText.phone))
        let known = try KnownCustomer.search(customer, in: &office)
        guard let name = known?.name ?? name else {
            throw Failure(
                code: .invalid, message: "No customer has the email \(customer). Add --name NAME to make a new one.")
        }
        if let known, !also { try taker.refuseSecondBooking(of: known, in: &office) }
        let hold = try taker.hold(in: &office, for: known?.id)
        let booking: Booking
        do {
            booking = try confirm(hold, for: name, phone: phone, isNew: known == nil, in: &office)
        } catch {
            release(hold, in: &office)
            throw error
        }
        return try ConfirmedReport(booking, in: &office, practice, console)
    }

    private func confirm(
        _ hold: Booking, for name: String, phone: String?, isNew: Bool, in office: inout Office
    ) throws -> Booking {
        var id = hold.customer?.id
        if isNew || phone != nil {
            id = try office.store.ask(Statement.addCustomer(name: name, email: customer, phone: phone)).id
        }
        return try office.store.perform(Intent(.confirm(hold.reference, customer: id), by: office.settings.desk))
    }

    /// If this fails too, the hold runs out by itself.
    private func release(_ hold: Booking, in office: inout Office) {
        let intent = Intent(
            .cancel(hold.reference, reason: "the booking could not be confirmed"), by: office.settings.desk)
        _ = try? office.store.perform(intent)
    }
}
