import Booking
import BookingStore
import Postgres

/// A booking that was confirmed just now, and what became of its mail.
struct ConfirmedReport: Report {
    private let booking: Booking
    private let mails: [Notification]
    private let problem: String?
    private let practice: PracticeView
    private let difference: CustomerDifference?
    private let outbox: String

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
        outbox = if case .outbox(let folder) = office.settings.mail { folder } else { "outbox" }
        problem = PromptMail.send(for: booking, in: &office, practice)
        mails = (try? office.store.ask(Statement.notifications(of: booking.reference))) ?? []
    }

    func write(to page: inout TextPage) {
        // Set as the rows above, which are out already.
        if mails.isEmpty { page.line("  Mail     none: the customer has no email address") }
        for mail in mails { page.line("  Mail     \(BookingLines.line(of: mail, outbox: outbox, practice))") }
        if let problem { page.line("  The mail stays queued: \(problem)") }
        if mails.contains(where: { $0.status == .queued }) {
            page.line("  It will be sent by: touchbase mail run")
        }
    }

    func write(to json: inout JSONWriter) {
        json.booking(booking, mails: mails, practice, difference)
    }
}
