import Booking
import BookingStore
import Mail
import Postgres

/// Sends a booking's mail right after it was confirmed or cancelled, within a time that a person waits for.
///
/// Nothing that happens here touches the booking: what is not sent now stays queued for `touchbase mail run`.
enum PromptMail {
    /// Within it another mail is begun that was due before; with the deadlines it makes at most ten seconds in all.
    private static let patience = Duration.seconds(1)
    /// A server that has gone silent may take one more answer's time for the farewell.
    private static let deadlines = SMTPDeadlines(connect: 3, response: 3, total: 6)

    /// Says that the mails that are about to be queued have a mail server here, before a desk that knows none takes them.
    static func announce(in office: inout Office) throws {
        if case .server = office.settings.mail { _ = try office.store.ask(Statement.announceMailServer) }
    }

    /// Sends what is due up to the mail of `booking`, and gives the reason when that could not be tried.
    static func send(for booking: Booking, in office: inout Office, _ practice: PracticeView) -> String? {
        let end = ContinuousClock.now + patience
        do {
            guard try office.store.ask(Statement.notifications(of: booking.reference)).last?.status == .queued else {
                return nil
            }
            if try isSentElsewhere(office.settings, &office.store) { return "a service sends it." }
            var round = try MailRound(office.settings, practice, deadlines: deadlines)
            do {
                try round.send(
                    upTo: booking.id, in: &office.store, while: { ContinuousClock.now < end }, tell: { _ in })
            } catch  where round.owesReports {
                try report(&round, in: &office.store)
            }
            return nil
        } catch {
            let reason = Failure(error, practice: practice).message
            let isSetUpWrong =
                error is MailServerProblem || error is SMTPServerError || error is PasswordFileError
                || error is TemplateError
            return isSetUpWrong ? "mail is not set up right. \(reason)" : reason
        }
    }

    /// Says once more what became of the mail, as long as somebody may wait for it: else it will be sent again.
    private static func report(_ round: inout MailRound, in store: inout Store) throws {
        for failures in 1... {
            do {
                return try round.settleUp(in: &store, tell: { _ in })
            } catch  where failures < 5 {
                Backoff.sleep(Backoff.pause(afterFailures: failures, owingReports: true))
            }
        }
    }

    private static func isSentElsewhere(_ settings: Settings, _ store: inout Store) throws -> Bool {
        try settings.isMailSentByService || store.ask(Statement.isMailServiceRunning)
    }
}
