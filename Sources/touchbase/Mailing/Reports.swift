import Booking
import BookingStore
import Postgres

/// What became of mails, reported to the database until that has it for good.
///
/// A report that is refused, or whose answer is lost, is kept, and offered again. Who hands mails over hears the answer
/// to the last one before the end of the next mail goes out: so there is never more than one that was handed over and of
/// which the database knows nothing.
struct Reports: ~Copyable {
    private let worker: String
    private var ledger = Ledger()
    private var lane = ReportLane()

    init(of worker: String) {
        self.worker = worker
    }

    /// Whether the database may not have all of it for good.
    var areOwed: Bool { !ledger.isEmpty }

    /// Until then nobody else has the mails; nil: nothing is owed.
    var leaseEnd: ContinuousClock.Instant? { ledger.leaseEnd }

    /// Whether they have a session of their own.
    var haveTheirOwnSession: Bool { lane.isOpen }

    /// Opens a session for them; nothing is wrong when there is none to be had.
    mutating func openSession(beside store: borrowing Store) { lane.open(beside: store) }

    /// Returns when all of the report is on its way: the server takes it, even if this process dies.
    mutating func say(
        _ mail: DealtMail, leasedUntil leaseEnd: ContinuousClock.Instant, in store: inout Store
    ) throws(StoreError) {
        ledger.enter(mail, leasedUntil: leaseEnd)
        try hear(in: &store)
        try lane.send(mail, from: worker, orBy: &store)
    }

    /// Waits until the database has answered to the last one.
    mutating func hear(in store: inout Store) throws(StoreError) {
        guard let attempt = try lane.hear(orBy: &store) else { return }
        ledger.markTold(attempt)
        CrashPoint.reported.pass()
    }

    /// What has been taken is now asked to be settled.
    mutating func beginSettling(isLasting: Bool) { ledger.beginSettling(isLasting: isLasting) }

    /// Takes what has been settled, and gives that of it which is news.
    mutating func settle(_ settled: [NotificationID]) -> [DealtMail] { ledger.settle(settled) }

    /// Says what the database may not have heard, or may have forgotten, and has all of it settled for good.
    mutating func sayAll(in store: inout Store, tell: (DealtMail) -> Void) throws(StoreError) {
        try hear(in: &store)
        while let mail = ledger.untold {
            try store.ask(Statement.report(mail.outcome, of: mail.mail.attempt, worker: worker))
            ledger.markTold(mail.mail.attempt)
        }
        guard areOwed else { return }
        ledger.beginSettling(isLasting: true)
        ledger.settle(try store.ask(Statement.settleMail(worker: worker, isLasting: true))).forEach(tell)
        CrashPoint.settled.pass()
    }

    /// The database may have heard nothing, or have forgotten it: all of it has to be said again, in another session.
    mutating func loseTrack() {
        ledger.loseTrack()
        lane.close()
    }
}
