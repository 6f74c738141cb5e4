import Booking
import BookingStore
import Postgres

/// The mails of a booking that was changed just now, and what became of the last one, which was tried at once.
struct PromptedMails {
    let mails: [Notification]
    private let problem: String?
    private let outbox: String

    init(of booking: Booking, in office: inout Office, _ practice: PracticeView) {
        outbox = if case .outbox(let folder) = office.settings.mail { folder } else { "outbox" }
        problem = PromptMail.send(for: booking, in: &office, practice)
        mails = (try? office.store.ask(Statement.notifications(of: booking.reference))) ?? []
    }

    /// Set as the rows of a booking, which are out already.
    func write(to page: inout TextPage, _ practice: PracticeView) {
        for mail in mails { page.line("  Mail     \(BookingLines.line(of: mail, outbox: outbox, practice))") }
        if let problem { page.line("  The mail stays queued: \(problem)") }
        if mails.contains(where: { $0.status == .queued }) {
            page.line("  It will be sent by: touchbase mail run")
        }
    }
}
