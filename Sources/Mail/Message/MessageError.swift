public import Booking

/// Why a notification cannot be made a mail. The descriptions tell staff what to mend, and hold no personal data.
public enum MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    case senderMissing
    case sender(EmailAddressError)
    case recipient(EmailAddressError)
    /// The Message-ID that was fixed for the mail is not of the form `left@right`.
    case messageID

    public var description: String {
        switch self {
        case .senderMissing: "The practice has no sender address for its mails: set one, then send again."
        case .sender(let error): "The practice's sender address cannot be used. \(error)"
        case .recipient(let error): "The customer's email address cannot be used. \(error)"
        case .messageID: "The mail's Message-ID is damaged: send the mail again as a new one."
        }
    }
}
