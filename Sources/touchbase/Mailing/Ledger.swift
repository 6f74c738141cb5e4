import Booking
import BookingStore

/// A mail that was dealt with.
struct DealtMail {
    let mail: BegunMail
    let outcome: MailOutcome
}

/// What became of mails, until the database has it for good.
struct Ledger {
    private enum Standing {
        /// The database may not have heard of it.
        case untold
        /// It has, and may forget it if it crashes.
        case told
        /// It has been asked to settle it.
        case settling
        /// It has, and may still forget it.
        case settled
    }

    private struct Entry {
        let mail: DealtMail
        let leaseEnd: ContinuousClock.Instant
        var standing = Standing.untold
        /// Whether nobody has been told that it is settled.
        var isNews = true
    }

    /// In the order in which they were dealt with.
    private var entries: [Entry] = []

    /// What is being settled is so for good.
    private var isLasting = false

    var isEmpty: Bool { entries.isEmpty }

    /// When the last lease ends: from then on others may have the mails, and what is known of them counts no more.
    var leaseEnd: ContinuousClock.Instant? { entries.map(\.leaseEnd).max() }

    /// The first of which the database may not have heard.
    var untold: DealtMail? { entries.first { $0.standing == .untold }?.mail }

    mutating func enter(_ mail: DealtMail, leasedUntil leaseEnd: ContinuousClock.Instant) {
        entries.append(Entry(mail: mail, leaseEnd: leaseEnd))
    }

    /// The database has answered to the report of that attempt.
    mutating func markTold(_ attempt: MailAttempt) {
        guard let index = entries.firstIndex(where: { $0.mail.mail.attempt == attempt }) else { return }
        entries[index].standing = .told
    }

    /// What has been told is now asked to be settled.
    ///
    /// - Parameter isLasting: when it has been, the database does not forget it any more.
    mutating func beginSettling(isLasting: Bool) {
        for index in entries.indices where entries[index].standing == .told { entries[index].standing = .settling }
        self.isLasting = isLasting
    }

    /// Takes what has been settled, and gives that of it which is news.
    ///
    /// What was told meanwhile may have been settled, too; and what was not, others had settled before.
    mutating func settle(_ settled: [NotificationID]) -> [DealtMail] {
        let settled = Set(settled)
        var news: [DealtMail] = []
        for index in entries.indices {
            let entry = entries[index]
            guard entry.standing == .settling || settled.contains(entry.mail.mail.notification.id) else { continue }
            if entry.isNews { news.append(entry.mail) }
            entries[index].isNews = false
            entries[index].standing = .settled
        }
        if isLasting { entries.removeAll { $0.standing == .settled } }
        return news
    }

    /// The database may have heard nothing, or have forgotten it: all of it has to be said again.
    mutating func loseTrack() {
        for index in entries.indices { entries[index].standing = .untold }
    }
}
