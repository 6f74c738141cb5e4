import Availability
import Booking
import BookingStore
import Postgres
import TestSupport

/// A small practice in a database of its own: three therapists and three rooms, always open, everybody doing everything.
struct DeskPractice {
    let database: TestDatabase

    static let swedish = ServiceID(rawValue: 1)
    static let rival = Desk(staff: "Rae", terminal: "desk-2")

    init() throws {
        let cluster = try TestCluster.shared()
        let template = try cluster.template("desk") { connection in
            _ = try Migrator.migrate(&connection)
            try connection.run(script: Self.content, named: "fill the practice")
        }
        database = try cluster.database(from: template)
    }

    /// What is in its database, as SQL.
    static let content = """
        update practice set zone = 'America/Detroit', mail_from = 'desk@example.com';
        insert into service (name, price_minor, duration_minutes)
        values ('Swedish 60', 9000, 60), ('Hot stone', 12000, 60);
        insert into room (name) select 'Room ' || n from generate_series(1, 3) n;
        insert into therapist (name) values ('Ana Ruiz'), ('Ben Okafor'), ('Chloe Tan');
        insert into therapist_service select therapist.id, service.id from therapist, service;
        insert into room_service select room.id, service.id from room, service;
        insert into therapist_hours select id, weekday, '{[0,1440)}' from therapist, generate_series(1, 7) weekday;
        insert into customer (name, email, phone) values
            ('Jo Smith', 'jo@example.com', '(313) 555-0142'), ('Kim Roe', null, '313 555 0177');
        """

    /// Another desk, or somebody at the command line.
    func store() throws -> Store { try Store(database.parameters()) }

    func owner() throws -> Store { try Store(database.parameters(), as: .owner) }

    /// A whole hour that is so many hours ahead.
    func hour(_ hours: Int) throws -> Instant {
        let now = try ask(
            Statement.one("now", "select extract(epoch from date_trunc('hour', now()))::bigint as now") {
                row throws(PostgresError) in Instant(secondsSinceEpoch: try row["now"])
            })
        return now.advanced(byMinutes: hours * 60)
    }

    func hold(
        therapist: Int32 = 1, room: Int32 = 1, at start: Instant, customer: Int64? = nil
    ) -> Intent.Action {
        .hold(
            service: Self.swedish, therapist: TherapistID(rawValue: therapist), room: RoomID(rawValue: room),
            start: start, customer: customer.map(CustomerID.init))
    }

    /// Runs one command with the owner's rights.
    func sql(_ command: String) throws {
        var owner = try owner()
        _ = try owner.ask(Statement("a test's command", command))
    }

    /// Ends all sessions and lets nobody in, until `comeBack`.
    func goAway() throws {
        try administer("alter database \(database.name) allow_connections false")
        try administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '\(database.name)'")
    }

    func comeBack() throws {
        try administer("alter database \(database.name) allow_connections true")
    }

    private func administer(_ command: String) throws {
        let elsewhere = database.keywords.merging(["dbname": "postgres"]) { _, other in other }
        var connection = try Connection.open(ConnectionParameters(elsewhere))
        try connection.run(Statement("administer", command))
    }

    func ask<Output>(_ statement: Statement<Output>) throws -> Output {
        var store = try store()
        return try store.ask(statement)
    }

    func booking(_ reference: Reference) throws -> Booking? {
        try ask(.booking(reference))
    }
}
