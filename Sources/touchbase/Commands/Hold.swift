import ArgumentParser
import Booking
import BookingStore

struct Hold: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Keep a slot from others while the caller decides.",
        discussion: """
            The hold runs out by itself after the practice's hold length (10 minutes unless set otherwise). Without \
            --therapist and --room the best are chosen.

              touchbase hold "60-minute Swedish" "monday 10:00"
              touchbase confirm K7M2QX --customer alex@example.com
            """)

    @OptionGroup var slot: SlotArguments

    @OptionGroup var who: CustomerArguments

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let taker = try slot.taker(practice)
        let customer = try who.wanted(in: &office)?.saved(in: &office)
        let booking = try taker.hold(in: &office, for: customer)
        let headline =
            "Held \(booking.reference) for \(counted(practice.catalog.practice.holdMinutes, "minute")). "
            + "Next: touchbase confirm \(booking.reference)\(customer == nil ? " --customer EMAIL" : "")"
        return BookingReport(
            headline: headline, booking: booking, practice: practice,
            difference: CustomerDifference(who.details, from: booking.customer))
    }
}
