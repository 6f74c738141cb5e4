import Availability
import Booking
import BookingStore
import Postgres
import TestSupport

/// A small practice in a migrated database of its own: eight therapists and eight rooms, always open, everybody doing
/// everything.
struct TestPractice: Sendable {
    let database: TestDatabase
    /// A midnight (UTC) that is at least a day ahead of the database's clock.
    let day: Instant

    /// 60 minutes, no buffers.
    static let swedish = ServiceID(rawValue: 1)
    /// 60 minutes, 10 of prep, 20 of recovery, 30 of turnover.
    static let hotStone = ServiceID(rawValue: 2)
    static let jo = CustomerID(rawValue: 1)
    /// Has no email.
    static let kim = CustomerID(rawValue: 2)

    init() throws {
        let cluster = try TestCluster.shared()
        let template = try cluster.template("practice") { connection in
            _ = try Migrator.migrate(&connection)
            try connection.run(script: Self.content, named: "fill the practice")
        }
        database = try cluster.database(from: template)
        let clock = Statement.one("day", "select extract(epoch from date_trunc('day', now()))::bigint + 172800 as day")
        {
            row throws(PostgresError) in Instant(secondsSinceEpoch: try row["day"])
        }
        var connection = try database.connect()
        day = try connection.run(clock)
    }

    private static let content = """
        insert into service (name, price_minor, duration_minutes, prep_minutes, recovery_minutes, turnover_minutes)
        values ('Swedish 60', 9000, 60, 0, 0, 0), ('Hot stone', 12000, 60, 10, 20, 30);
        insert into room (name) select 'Room ' || n from generate_series(1, 8) n;
        insert into therapist (name) select 'Therapist ' || n from generate_series(1, 8) n;
        insert into therapist_service select therapist.id, service.id from therapist, service;
        insert into room_service select room.id, service.id from room, service;
        insert into therapist_hours select id, weekday, '{[0,1440)}' from therapist, generate_series(1, 7) weekday;
        insert into customer (name, email, phone) values
            ('Jo Smith', 'jo@example.com', '(313) 555-0142'), ('Kim Roe', null, '313 555 0177');
        """

    /// A session with a desk's rights.
    func desk() throws(StoreError) -> Store { try Store(database.parameters()) }

    /// A session that may write every table.
    func owner() throws(StoreError) -> Store { try Store(database.parameters(), as: .owner) }

    /// A session in another database of the same server, which stays when this one is shut.
    func administrator() throws(PostgresError) -> Connection {
        let elsewhere = database.keywords.merging(["dbname": "postgres"]) { _, other in other }
        return try Connection.open(ConnectionParameters(elsewhere))
    }

    /// The moment so many minutes after the practice's day begins.
    func time(_ minutes: Int) -> Instant { day.advanced(byMinutes: minutes) }
}

extension TestPractice {
    /// Runs one command with the owner's rights; gives how many rows it touched.
    @discardableResult func sql(_ command: String, _ parameters: [any Bindable] = []) throws -> Int {
        var owner = try owner()
        return try owner.ask(Statement("a test's command", command, parameters))
    }

    /// Runs several commands, as one transaction, with the owner's rights.
    func run(_ script: String) throws(PostgresError) {
        var connection = try database.connect()
        try connection.run(script: "set search_path = touchbase, public; " + script, named: "a test's script")
    }

    /// The one value that `query` selects as "value".
    func value<Value: ColumnDecodable & SendableMetatype>(_ query: String, _ parameters: [any Bindable] = []) throws
        -> Value
    {
        var owner = try owner()
        return try owner.ask(Statement.value(query, parameters))
    }

    /// Lets an appointment have begun ten minutes ago.
    func begin(_ booking: Booking) throws {
        try sql(
            """
            update booking set blocked_from = blocked_from - ahead, starts_at = starts_at - ahead,
                ends_at = ends_at - ahead, therapist_released_at = therapist_released_at - ahead,
                room_released_at = room_released_at - ahead
            from (select starts_at - date_trunc('minute', clock_timestamp()) + interval '10 minutes' as ahead
                  from booking where reference = $1) shift
            where reference = $1
            """, [booking.reference.description])
    }

    /// Lets a hold run out now, or so many milliseconds from now.
    func expire(_ booking: Booking, in milliseconds: Int = 0) throws {
        try sql(
            "update booking set hold_expires_at = clock_timestamp() + $2::integer * interval '1 millisecond' "
                + "where reference = $1",
            [booking.reference.description, milliseconds])
    }
}

extension Statement where Output: ColumnDecodable & SendableMetatype {
    /// The one value that `query` selects as "value".
    static func value(_ query: String, _ parameters: [any Bindable] = []) -> Statement {
        .one("a test's question", query, parameters) { row throws(PostgresError) in try row["value"] }
    }
}
