import ArgumentParser
import Booking
import BookingStore
import Mail
import Postgres

struct Book: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "Book a service for a customer: hold, confirm and mail in one go.",
        discussion: """
            Without --therapist and --room the best that are free at that start are chosen. If somebody else has the slot, \
            the command ends with status 75 and names three that can be booked instead.

              touchbase book alex@example.com "60-minute Swedish" "monday 10:00" --name "Alex Morgan"
            """,
        aliases: ["book-on-behalf"])

    @Argument(help: "The customer's email. One that is not known yet needs --name.")
    var customer: String

    @OptionGroup var slot: SlotArguments

    @OptionGroup var details: CustomerDetails

    @Flag(help: "Book even if the customer has another booking at that time, as for two people who come together.")
    var also = false

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let taker = try slot.taker(practice)
        let wanted = try WantedCustomer.find(customer, details, in: &office)
        if let known = wanted.known, !also { try taker.refuseSecondBooking(of: known, in: &office) }
        let hold = try taker.hold(in: &office, for: wanted.known?.id)
        let booking: Booking
        do {
            booking = try confirm(hold, for: wanted, in: &office)
        } catch {
            release(hold, in: &office)
            throw error
        }
        return try ConfirmedReport(booking, given: details, in: &office, practice, console)
    }

    /// A new customer is made only now, when there is a slot for them.
    private func confirm(_ hold: Booking, for wanted: WantedCustomer, in office: inout Office) throws -> Booking {
        let id = try wanted.saved(in: &office)
        try PromptMail.announce(in: &office)
        return try office.store.perform(Intent(.confirm(hold.reference, customer: id), by: office.settings.desk))
    }

    /// If this fails too, the hold runs out by itself.
    private func release(_ hold: Booking, in office: inout Office) {
        let intent = Intent(
            .cancel(hold.reference, reason: "the booking could not be confirmed"), by: office.settings.desk)
        _ = try? office.store.perform(intent)
    }
}
