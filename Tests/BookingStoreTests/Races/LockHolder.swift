import Booking
import BookingStore
import Postgres
import TestSupport

/// A session that holds locks in an open transaction, until it is released.
struct LockHolder: ~Copyable {
    private var session: Connection

    /// Runs `lock` in a transaction and leaves it open.
    init(_ practice: TestPractice, _ lock: String, _ parameters: [any Bindable] = []) throws {
        var session = try practice.database.connect()
        try session.run(script: "set search_path = touchbase, public; begin", named: "begin to hold a lock")
        try session.run(Statement("take a lock", lock, parameters))
        self.session = session
    }

    /// Locks the row of a booking.
    init(_ practice: TestPractice, rowOf booking: Booking) throws {
        try self.init(
            practice, "select from booking where reference = $1 for update", [booking.reference.description])
    }

    /// Returns when so many other sessions of the practice wait for a lock.
    mutating func awaitWaiting(_ count: Int = 1) throws {
        while try waiting().count < count { try pause(milliseconds: 5) }
    }

    /// The processes of the sessions that wait for a lock.
    mutating func waiting() throws -> [Int32] {
        try session.run(
            Statement.value(
                """
                select array(select pid from pg_stat_activity
                             where datname = current_database() and wait_event_type = 'Lock') as value
                """))
    }

    /// Returns when the server's clock has passed the moment at which the hold runs out.
    mutating func awaitExpiry(of booking: Booking) throws {
        let isOver = Statement<Bool>.value(
            "select hold_expires_at <= clock_timestamp() as value from booking where reference = $1",
            [booking.reference.description])
        while try !session.run(isOver) { try pause(milliseconds: 5) }
    }

    mutating func run(_ command: String, _ parameters: [any Bindable] = []) throws {
        try session.run(Statement("under the lock", command, parameters))
    }

    /// Commits, and so gives the locks back.
    mutating func release() throws {
        try session.run(Statement("release the lock", "commit"))
    }

    /// Rolls back, and so gives the locks back.
    mutating func abandon() throws {
        try session.run(Statement("abandon the lock", "rollback"))
    }

    /// Statistics are frozen within a transaction until they are told to go on.
    private mutating func pause(milliseconds: Int) throws {
        try session.run(
            Statement("pause", "select pg_sleep($1::integer / 1000.0), pg_stat_clear_snapshot()", [milliseconds]))
    }
}
