import Postgres
import TestSupport
import Testing

@Suite struct ServerErrorTests {
    private static let schema = """
        create extension btree_gist;
        create table room (id bigint primary key, name text constraint room_named not null,
            constraint room_name_short check (length(name) < 20), constraint room_name_once unique (name));
        create table stay (room bigint not null constraint stay_room references room, during int4range,
            constraint stay_alone exclude using gist (room with =, during with &&));
        create table later (n int constraint later_once unique deferrable initially deferred);
        insert into room values (1, 'One');
        insert into stay values (1, '[1,5)');
        """

    private func connect() throws -> Connection {
        let template = try TestCluster.shared().template("rooms") { connection in
            try connection.run(script: Self.schema, named: "rooms")
        }
        return try TestCluster.shared().database(from: template).connect()
    }

    @Test(
        arguments: [
            ("insert into stay values (1, '[4,6)')", SQLState.exclusionViolation, "stay_alone", "stay"),
            ("insert into stay values (2, '[4,6)')", .foreignKeyViolation, "stay_room", "stay"),
            ("insert into room values (2, 'One')", .uniqueViolation, "room_name_once", "room"),
            ("insert into room values (2, repeat('x', 30))", .checkViolation, "room_name_short", "room"),
            ("insert into room values (2, null)", .notNullViolation, nil, "room"),
            ("select * from nowhere", .undefinedTable, nil, nil),
        ] as [(String, SQLState, String?, String?)])
    func `a refusal carries code, constraint, table and statement`(
        sql: String, code: SQLState, constraint: String?, table: String?
    ) throws {
        var connection = try connect()
        let thrown = #expect(throws: PostgresError.self) { try connection.run(Statement("try it", sql)) }
        let error = try #require(thrown?.serverError)
        #expect(error.sqlState == code)
        #expect(error.constraint == constraint)
        #expect(error.table == table)
        #expect(error.statement == "try it")
        #expect(thrown?.isOutcomeUnknown == false)
        #expect(connection.isIdle == true)
    }

    @Test(arguments: [
        ("insert into room values (3, $1)", "Ada Lovelace, 12 Wigmore Street"),
        ("select $1::int as n", "Ada Lovelace"),
        ("select ($1::text)::date", "Ada Lovelace"),
    ])
    func `neither text of an error shows a parameter or the row`(sql: String, secret: String) throws {
        var connection = try connect()
        let thrown = #expect(throws: PostgresError.self) {
            try connection.run(Statement("try it", sql, [secret]))
        }
        let error = try #require(thrown)
        #expect(error.serverError != nil)
        #expect(!error.message.contains("Ada") && !error.description.contains("Ada"))
        #expect(!"\(error)".contains("Failing row") && !String(reflecting: error).contains("Ada"))
        #expect(error.description.contains("'try it'"))
    }

    @Test func `a constraint that is checked at the commit fails the statement that was last`() throws {
        var connection = try connect()
        let insert = Statement("insert twice", "insert into later values (1), (1)")
        let thrown = #expect(throws: PostgresError.self) { try connection.run(insert) }
        #expect(thrown?.serverError?.constraint == "later_once")
        #expect(connection.isIdle && connection.transactionStatus == .none)
    }

    @Test func `a lock that is not given in time says so`() throws {
        let database = try TestCluster.shared().database()
        var holder = try database.connect()
        var settings = SessionSettings()
        settings.lockTimeout = 50
        var waiter = try database.connect(session: settings)
        let lock = Statement("lock", "select pg_advisory_xact_lock(1)")
        try holder.run(Statement("begin", "begin"))
        try holder.run(lock)
        let thrown = #expect(throws: PostgresError.self) { try waiter.run(lock) }
        #expect(thrown?.serverError?.sqlState == .lockNotAvailable)
        try holder.run(Statement("commit", "commit"))
        try waiter.run(lock)
    }

    @Test func `the server's own limit on a statement leaves the outcome known`() throws {
        var settings = SessionSettings()
        settings.statementTimeout = 50
        var connection = try TestCluster.shared().database().connect(session: settings)
        let thrown = #expect(throws: PostgresError.self) {
            try connection.run(Statement("sleep", "select pg_sleep(10)"))
        }
        #expect(thrown?.serverError?.sqlState == .queryCanceled)
        #expect(thrown?.isOutcomeUnknown == false)
    }

    @Test func `each session starts with the settings of the desk`() throws {
        var connection = try TestCluster.shared().database().connect()
        let read = Statement.one(
            "settings",
            """
            select current_setting('transaction_isolation') || ' ' || current_setting('lock_timeout')
                || ' ' || current_setting('statement_timeout') || ' '
                || current_setting('idle_in_transaction_session_timeout') as s
            """
        ) { row throws(PostgresError) in try row["s", as: String.self] }
        #expect(try connection.run(read) == "read committed 2s 5s 10s")
    }
}
