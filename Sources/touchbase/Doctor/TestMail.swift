import Availability
import Booking
import Mail

/// A mail to somebody of the practice, which shows that mails arrive.
struct TestMail {
    private static let deadlines = SMTPDeadlines(connect: 5, response: 10, total: 20)

    let recipient: EmailAddress

    /// Sends it now, past the queue of the customers' mails.
    func finding(_ settings: Settings, _ practice: PracticeView) -> Finding {
        do {
            var carrier = try Carrier(settings.mail, deadlines: Self.deadlines)
            switch carrier.deliver(try message(from: practice)) {
            case .sent(let name):
                if case .outbox(let folder) = settings.mail {
                    return .remark("test mail", "written to \(folder)/\(name); without SMTP_URL nothing is sent")
                }
                return .good("test mail", "the server has taken it (\(name)); now look whether it arrives")
            case .failed(_, let text), .retry(_, let text): return .bad("test mail", "not sent: \(text)")
            case .uncertain(let text): return .bad("test mail", "the server may have taken it, or not: \(text)")
            }
        } catch {
            return .bad("test mail", Failure(error, practice: nil).message)
        }
    }

    private func message(from view: PracticeView) throws -> Message {
        let practice = view.catalog.practice
        guard let address = practice.mailFrom else { throw MessageError.senderMissing }
        let sender = try EmailAddress(address)
        let letter = Letter(
            subject: "A test of the mails of \(practice.brand)",
            text: "Somebody at the front desk tries whether mails arrive. This one has.\n")
        return Message(
            from: Mailbox(name: practice.brand, address: sender), to: Mailbox(name: "", address: recipient),
            letter: letter, date: WallTime(.now, in: view.zone),
            id: try MessageID("\(RequestID.random())@\(sender.domain)"), reference: nil)
    }
}
