import Availability
import Booking
import BookingStore
import Mail

/// One attempt to send a claimed mail, from its row to what is to be written back into it.
struct MailAttempt {
    let mail: ClaimedMail
    let practice: PracticeView
    let templates: LetterTemplates

    /// What goes on its way, and what it says for people.
    struct Parcel {
        var message: EncodedMessage
        var letter: KeptLetter
    }

    /// Why a mail is not sent at all; trying again will not help.
    struct Obstacle: Error {
        let text: String
    }

    /// What an earlier attempt has fixed, or else what the booking is now.
    func parcel() throws(Obstacle) -> Parcel {
        if let obstacle = untruth { throw obstacle }
        do {
            if let letter = mail.letter {
                let message = try EncodedMessage(mail.notification, sender: letter.sender, text: letter.message)
                return Parcel(message: message, letter: letter)
            }
            let message = try Message(
                mail.notification, of: mail.booking, from: practice.catalog.practice, in: practice.zone, by: templates)
            let encoded = EncodedMessage(message)
            return Parcel(message: encoded, letter: KeptLetter(message, encoded))
        } catch {
            throw Obstacle(text: "\(error)")
        }
    }

    /// Why the mail is not true any more.
    private var untruth: Obstacle? {
        let status = mail.booking.status
        let isTrue =
            mail.notification.kind == .cancellation
            ? status == .cancelled : [.confirmed, .checkedIn, .completed].contains(status)
        if !isTrue { return Obstacle(text: "withdrawn: the booking is \(status.name)") }
        return mail.isOutOfDate ? Obstacle(text: "withdrawn: the booking was changed before it was sent") : nil
    }

    func outcome(of delivery: Delivery, now: Instant) -> MailOutcome {
        switch delivery {
        case .sent(let providerID): return .sent(providerID: providerID)
        case .failed(let code, let text): return .failed(Self.text(code, text))
        case .uncertain(let text): return .uncertain(text)
        case .retry(let code, let text):
            guard now < mail.notification.givenUp else {
                return .failed("given up after a day: \(Self.text(code, text))")
            }
            return .retry(Self.text(code, text), after: Backoff.seconds(afterAttempt: mail.notification.attempts))
        }
    }

    /// Servers say their code themselves more often than not.
    private static func text(_ code: Int?, _ text: String) -> String {
        guard let code, !text.hasPrefix(String(code)) else { return text }
        return "\(code) \(text)"
    }
}

extension KeptLetter {
    fileprivate init(_ message: Message, _ encoded: EncodedMessage) {
        self.init(
            sender: encoded.sender.description, subject: message.letter.subject, body: message.letter.text,
            message: String(decoding: encoded.bytes, as: UTF8.self))
    }
}
