/// Whether the session is inside a transaction block.
public enum TransactionStatus: Sendable {
    /// No block: each statement or pipeline stands for itself.
    case none
    /// A block is open.
    case open
    /// A block is open and has failed: only a rollback helps.
    case failed
    /// A command is running, or the link is gone.
    case unknown
}
