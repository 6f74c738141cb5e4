import Booking
import BookingStore
import Mail
import Postgres

/// Sends a booking's mail right after it was confirmed, within a time that a person waits for.
///
/// Nothing that happens here touches the booking: what is not sent now stays queued for `touchbase mail run`.
enum PromptMail {
    private static let patience = Duration.seconds(20)

    /// Sends what is due up to the mail of `booking`, and gives the reason when that could not be tried.
    static func send(for booking: Booking, in office: inout Office, _ practice: PracticeView) -> String? {
        let end = ContinuousClock.now + patience
        do {
            let deadlines = SMTPDeadlines(connect: 5, response: 10, total: 15)
            var round = try MailRound(office.settings, practice, deadlines: deadlines)
            while ContinuousClock.now < end, let dealt = try round.next(in: &office.store) {
                _ = try office.store.ask(Statement.record(dealt.outcome, of: dealt.mail))
                if dealt.mail.booking.id == booking.id { break }
            }
            return nil
        } catch {
            return Failure(error, practice: practice).message
        }
    }
}
