import Availability
import Booking
import BookingStore
import Mail

/// A begun mail, written and ready to go.
struct Parcel {
    let mail: BegunMail
    /// What goes on its way; a failure says why it never can.
    let message: Result<EncodedMessage, Obstacle>
    /// What it says, to be kept; nil: an earlier attempt has fixed it.
    let letter: KeptLetter?

    /// Why a mail is not sent at all; trying again will not help.
    struct Obstacle: Error {
        let text: String
    }

    init(_ mail: BegunMail, from practice: PracticeView, by templates: LetterTemplates) {
        self.mail = mail
        let written = Result { () throws(MessageError) in try Self.write(mail, from: practice, by: templates) }
        message = written.map(\.message).mapError { Obstacle(text: $0.description) }
        letter = (try? written.get())?.letter
    }

    /// What an earlier attempt has fixed, or else what the booking is now.
    private static func write(
        _ mail: BegunMail, from practice: PracticeView, by templates: LetterTemplates
    ) throws(MessageError) -> (message: EncodedMessage, letter: KeptLetter?) {
        if let kept = mail.letter {
            return (try EncodedMessage(mail.notification, sender: kept.sender, text: kept.message), nil)
        }
        let message = try Message(
            mail.notification, of: mail.booking, from: practice.catalog.practice, in: practice.zone, by: templates)
        let encoded = EncodedMessage(message)
        return (encoded, KeptLetter(message, encoded))
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
            return .retry(Self.text(code, text), after: Backoff.seconds(afterAttempt: mail.attempt.number))
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
