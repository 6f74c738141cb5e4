import Booking

/// A booking that was confirmed just now, and what became of its mail.
struct ConfirmedReport: Report {
    private let booking: Booking
    private let prompted: PromptedMails
    private let practice: PracticeView
    private let difference: CustomerDifference?

    /// Says that the booking is made, and only then tries to send its mail.
    init(
        _ booking: Booking, given details: CustomerDetails, in office: inout Office, _ practice: PracticeView,
        _ console: Console
    ) throws {
        difference = CustomerDifference(details, from: booking.customer)
        console.say(
            BookingReport(
                headline: "Confirmed. Reference \(booking.reference)", booking: booking, practice: practice,
                difference: difference))
        self.booking = booking
        self.practice = practice
        prompted = PromptedMails(of: booking, in: &office, practice)
    }

    func write(to page: inout TextPage) {
        if prompted.mails.isEmpty { page.line("  Mail     none: the customer has no email address") }
        prompted.write(to: &page, practice)
    }

    func write(to json: inout JSONWriter) {
        json.booking(booking, mails: prompted.mails, practice, difference)
    }
}
