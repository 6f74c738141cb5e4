import Glibc

/// The steps of sending a mail after which the process can be made to die, as if its power were cut:
/// `TOUCHBASE_CRASH_AT` names one. The tests prove with it that no death loses a mail.
enum CrashPoint: String, CaseIterable {
    /// The row says that the mail may be on its way.
    case begun
    /// What the mail says is fixed.
    case kept
    /// The mail is handed over next.
    case ready
    /// The server has taken it, and the database does not know.
    case delivered
    /// It has been told.
    case reported
    /// The row says what became of it.
    case settled

    private static let chosen = getenv("TOUCHBASE_CRASH_AT").flatMap { CrashPoint(rawValue: String(cString: $0)) }

    func pass() {
        if self == Self.chosen { kill(getpid(), SIGKILL) }
    }
}
