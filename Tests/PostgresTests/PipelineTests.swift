import Postgres
import TestSupport
import Testing

@Suite struct PipelineTests {
    private let number = Statement.one("number", "select $1::int as n", [7]) {
        row throws(PostgresError) in try row["n", as: Int.self]
    }
    private let words = Statement.all("words", "select unnest(array['a', 'b']) as w") {
        row throws(PostgresError) in try row["w", as: String.self]
    }
    private let nothing = Statement.first("nothing", "select 1 as n where false") {
        row throws(PostgresError) in try row["n", as: Int.self]
    }

    @Test func `statements of different kinds come back as one tuple`() throws {
        var connection = try TestCluster.shared().database().connect()
        let (n, w, none) = try connection.pipeline(number, words, nothing)
        #expect(n == 7 && w == ["a", "b"] && none == nil)
        #expect(try connection.run(number) == 7, "the connection is out of pipeline mode")
    }

    @Test func `an error in the middle undoes what came before and skips what comes after`() throws {
        var connection = try TestCluster.shared().database().connect()
        try connection.run(script: "create table t (n int primary key)", named: "make the table")
        let insert = Statement("insert", "insert into t values (1)")
        let fail = Statement("fail here", "insert into nowhere values (1)")
        let thrown = #expect(throws: PostgresError.self) { try connection.pipeline(insert, fail, insert) }
        #expect(thrown?.serverError?.statement == "fail here")
        let count = Statement.one("count", "select count(*) as n from t") {
            row throws(PostgresError) in try row["n", as: Int.self]
        }
        #expect(try connection.run(count) == 0)
    }

    @Test func `a snapshot does not see what is committed while it reads`() throws {
        let database = try TestCluster.shared().database()
        var reader = try database.connect()
        var writer = try database.connect()
        try writer.run(script: "create table t (n int)", named: "make the table")
        let count = Statement.one("count", "select count(*) as n from t") {
            row throws(PostgresError) in try row["n", as: Int.self]
        }
        // The first statement waits for the lock, so the insert is committed between the two counts.
        let gate = Statement("wait at the gate", "select pg_advisory_xact_lock(9)")
        try writer.run(Statement("lock", "select pg_advisory_lock(9)"))
        try reader.send(Pipeline(.snapshot, count, gate, count))
        let isWaiting = Statement.one("waiting", "select exists (select from pg_locks where not granted) as w") {
            row throws(PostgresError) in try row["w", as: Bool.self]
        }
        while try !writer.run(isWaiting) {}
        try writer.run(Statement("insert", "insert into t values (1)"))
        try writer.run(Statement("unlock", "select pg_advisory_unlock(9)"))
        let reply = try drive(&reader)
        let (before, _, after) = try Pipeline(.snapshot, count, gate, count).output(of: reply)
        #expect((before, after) == (0, 0))
        #expect(try reader.run(count) == 1)
        #expect(reader.transactionStatus == .none)
    }

    @Test func `a snapshot that fails leaves no transaction open`() throws {
        var connection = try TestCluster.shared().database().connect()
        let fail = Statement("fail here", "select 1 / $1::int", [0])
        let thrown = #expect(throws: PostgresError.self) { try connection.run(Pipeline(.snapshot, number, fail)) }
        #expect(thrown?.serverError?.statement == "fail here")
        #expect(connection.isIdle && connection.transactionStatus == .none)
        #expect(try connection.run(number) == 7)
    }

    @Test func `a pipeline of many megabytes both ways does not lock up`() throws {
        var connection = try TestCluster.shared().database().connect()
        let long = String(repeating: "x", count: 4_000_000)
        let echo = Statement.one("echo", "select $1::text as t", [long]) {
            row throws(PostgresError) in try row["t", as: String.self].utf8.count
        }
        let (a, b, c) = try connection.pipeline(echo, echo, echo)
        #expect(a == 4_000_000 && b == a && c == a)
    }
}
