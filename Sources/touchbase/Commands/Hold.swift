import ArgumentParser
import Booking
import BookingStore

struct Hold: OfficeCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep a slot from others while the caller decides.",
        discussion: """
            The hold runs out by itself after the practice's hold length (10 minutes unless set otherwise). Without \
            --therapist and --room the best are chosen.

              touchbase hold "60-minute Swedish" 2026-05-05T10:00
              touchbase confirm K7M2QX --customer alex@example.com
            """)

    @OptionGroup var slot: SlotArguments

    @Option(help: ArgumentHelp("Email of a customer who is known.", valueName: "email"))
    var customer: String?

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let taker = try slot.taker(practice)
        let customer = try customer.map { try KnownCustomer.find($0, in: &office) }
        let booking = try taker.hold(in: &office, for: customer?.id)
        let headline =
            "Held \(booking.reference) for \(practice.catalog.practice.holdMinutes) minutes. "
            + "Next: touchbase confirm \(booking.reference)\(customer == nil ? " --customer EMAIL" : "")"
        return BookingReport(headline: headline, booking: booking, practice: practice)
    }
}
