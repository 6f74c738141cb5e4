public import Booking
public import Screen

/// Something that happened: the only way in which a model changes.
public enum Message: Sendable {
    /// A key, a paste, the mouse, or a new size of the terminal.
    case input(Event)
    /// Time has passed.
    case tick(Moment)
    case loaded(Sheet)
    /// Another desk changed something: what is shown is read again.
    case changed
    /// The live holds of all desks and dates, the milliseconds left counted from then.
    case holds([Booking], at: Moment)
    case connection(Link)
    case mailCounts(queued: Int, failed: Int, uncertain: Int = 0)
    /// Why this desk sends no mail, in words for people; nil: it does again.
    case mailStopped(String?)
    case answered(Ticket, Result<Booking, BookingError>, at: Moment)
    /// The connection was lost and the outcome could not be looked up; in words for people.
    case unanswered(Ticket, String)
    case customersFound(String, [FoundCustomer])
    case customerAdded(Result<Customer, DeskFailure>)
    case emailTaken(EmailTakenError)
    case customerRead(CustomerFile)
    case customerChanged(Result<Customer, DeskFailure>)
    /// Nothing was changed: somebody else has changed the same meanwhile.
    case customerContested(CustomerConflictError)
    case bookingsFound(String, [Booking])
    case details(Details)
    case mailLog([MailEntry])
    case resent(Result<Reference, DeskFailure>)
    /// Something failed that nobody waits for; in words for people.
    case failed(String)
}

/// Something that did not work, in words for people.
public struct DeskFailure: Error, Hashable, Sendable {
    public var text: String

    public init(_ text: String) {
        self.text = text
    }
}

/// How the desk stands to its database.
public enum Link: Hashable, Sendable {
    case live
    /// What is shown may be old; the attempt that is under way, from 1.
    case reconnecting(attempt: Int)
    /// The server takes no changes now.
    case readOnly
}
