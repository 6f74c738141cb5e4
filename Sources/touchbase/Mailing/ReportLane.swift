import BookingStore
import Postgres

/// The way of the reports to the database, one at a time: a session of their own where they are many, else that which is
/// there for all.
///
/// One at a time, for a server that finds its client gone does what it is at, and nothing after that.
struct ReportLane: ~Copyable {
    private var session: Store?
    /// Whether the other session is free meanwhile.
    private(set) var isOpen = false
    /// On its way, and not answered.
    private var report: (attempt: MailAttempt, request: Statement<Void>)?

    /// Opens a session; nothing is wrong when there is none to be had.
    mutating func open(beside store: borrowing Store) {
        guard !isOpen else { return }
        session = try? store.another()
        isOpen = session != nil
    }

    mutating func close() {
        session = nil
        isOpen = false
        report = nil
    }

    /// Returns when all of the report is on its way: the server takes it, even if this process dies.
    mutating func send(_ mail: DealtMail, from worker: String, orBy store: inout Store) throws(StoreError) {
        let request = Statement.report(mail.outcome, of: mail.mail.attempt, worker: worker)
        if isOpen { try session?.beginForSure(request) } else { try store.beginForSure(request) }
        report = (mail.mail.attempt, request)
    }

    /// Waits for the answer to the report that was sent last, and says of which attempt it was; nil: none was.
    mutating func hear(orBy store: inout Store) throws(StoreError) -> MailAttempt? {
        guard let (attempt, request) = report else { return nil }
        if isOpen { try session?.finish(request) } else { try store.finish(request) }
        report = nil
        return attempt
    }
}
