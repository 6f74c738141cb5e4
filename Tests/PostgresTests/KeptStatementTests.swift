import Postgres
import TestSupport
import Testing

@Suite struct KeptStatementTests {
    private let divide = { (divisor: Int) in
        Statement.one("divide", "select 60 / $1::int as n", [divisor]) { row throws(PostgresError) in
            try row["n", as: Int.self]
        }.kept
    }
    private let preparations = Statement.one("preparations", "select count(*) as n from pg_prepared_statements") {
        row throws(PostgresError) in try row["n", as: Int.self]
    }

    @Test func `a kept statement is prepared once and answers each time with its own parameters`() throws {
        var connection = try TestCluster.shared().database().connect()
        #expect(try connection.run(divide(2)) == 30)
        let (a, b, other) = try connection.pipeline(divide(3), divide(4), preparations)
        #expect((a, b, other) == (20, 15, 1))
    }

    @Test func `twice in one pipeline it is prepared before the first`() throws {
        var connection = try TestCluster.shared().database().connect()
        let (a, b, count) = try connection.pipeline(divide(5), divide(6), preparations)
        #expect((a, b, count) == (12, 10, 1))
    }

    @Test func `one that fails stays prepared, and its error names it`() throws {
        var connection = try TestCluster.shared().database().connect()
        let thrown = #expect(throws: PostgresError.self) { try connection.run(divide(0)) }
        #expect(thrown?.serverError?.statement == "divide")
        #expect(try connection.run(divide(2)) == 30)
        #expect(try connection.run(preparations) == 1)
    }

    @Test func `one that could not be prepared is prepared when it can be`() throws {
        var connection = try TestCluster.shared().database().connect()
        let count = Statement.one("count", "select count(*) as n from late") { row throws(PostgresError) in
            try row["n", as: Int.self]
        }.kept
        for _ in 1...2 {
            let thrown = #expect(throws: PostgresError.self) { try connection.run(count) }
            #expect(thrown?.serverError?.sqlState == .undefinedTable)
        }
        let skipped = Statement("fail here", "select 1 / 0")
        #expect(throws: PostgresError.self) { try connection.pipeline(skipped, divide(2)) }
        try connection.run(script: "create table late (n int)", named: "make the table")
        #expect(try connection.run(count) == 0)
        #expect(try connection.run(divide(2)) == 30)
    }

    @Test func `when the server has lost them they are prepared anew`() throws {
        var connection = try TestCluster.shared().database().connect()
        _ = try connection.run(divide(2))
        try connection.run(Statement("forget", "deallocate all"))
        let thrown = #expect(throws: PostgresError.self) { try connection.run(divide(2)) }
        #expect(thrown?.serverError?.sqlState == .unknownPreparedStatement)
        #expect(try connection.run(divide(2)) == 30)
    }

    @Test func `a new session starts without any`() throws {
        let database = try TestCluster.shared().database()
        var connection = try database.connect()
        _ = try connection.run(divide(2))
        connection = try database.connect()
        #expect(try connection.run(preparations) == 0)
        #expect(try connection.run(divide(2)) == 30)
    }
}
