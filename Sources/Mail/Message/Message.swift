public import Booking

/// A mail ready to be handed over: who to, and everything its bytes are made of.
///
/// Every field is checked or made safe when it is set, so that none can add a header, a recipient or a command. The same
/// values give the same bytes, in every attempt.
public struct Message: Hashable, Sendable {
    public let from: Mailbox
    public let to: Mailbox
    public let letter: Letter
    /// When it was written: the row's time, not the attempt's.
    public let date: WallTime
    public let id: MessageID
    /// The booking that it is about; nil: none.
    public let reference: Reference?

    public init(from: Mailbox, to: Mailbox, letter: Letter, date: WallTime, id: MessageID, reference: Reference?) {
        self.from = from
        self.to = to
        self.letter = letter
        self.date = date
        self.id = id
        self.reference = reference
    }
}
