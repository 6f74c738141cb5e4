import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
    private let count = Statement.one("count", "select count(*) as n from t") {
        row throws(PostgresError) in try row["n", as: Int.self]
    }
    private let insert = Statement("insert", "insert into t values (1)")

    private func connect() throws -> Connection {
        var connection = try TestCluster.shared().database().connect()
        try connection.run(script: "create table t (n int)", named: "make the table")
        return connection
    }

    private struct Refused: Error {}

    @Test func `what its body did is committed`() throws {
        var connection = try connect()
        let seen = try connection.transaction { transaction in
            try transaction.run(insert)
            return try transaction.run(count)
        }
        #expect(seen == 1)
        #expect(try connection.run(count) == 1)
    }

    @Test func `a body that throws leaves nothing behind`() throws {
        var connection = try connect()
        #expect(throws: Refused.self) {
            try connection.transaction { transaction in
                try transaction.run(insert)
                throw Refused()
            }
        }
        #expect(try connection.run(count) == 0)
        #expect(connection.transactionStatus == .none)
    }

    @Test func `a body that swallows a failure does not seem to succeed`() throws {
        var connection = try connect()
        let thrown = #expect(throws: PostgresError.self) {
            try connection.transaction { transaction in
                try transaction.run(insert)
                _ = try? transaction.run(Statement("fail", "select * from nowhere"))
            }
        }
        #expect(thrown?.serverError?.sqlState == .failedTransaction)
        #expect(try connection.run(count) == 0)
    }

    @Test func `a script is one transaction, and names itself in its error`() throws {
        var connection = try connect()
        let thrown = #expect(throws: PostgresError.self) {
            try connection.run(script: "insert into t values (1); insert into nowhere values (1)", named: "M0001")
        }
        #expect(thrown?.serverError?.statement == "M0001")
        #expect(thrown?.serverError?.position == 39)
        #expect(try connection.run(count) == 0)
    }

    @Test func `a script with a failed block of its own leaves no transaction open`() throws {
        var connection = try connect()
        #expect(throws: PostgresError.self) {
            try connection.run(script: "begin; insert into nowhere values (1); commit", named: "M0002")
        }
        #expect(connection.transactionStatus == .none)
        #expect(try connection.run(count) == 0)
    }

    @Test func `a script that copies is refused and ends its connection`() throws {
        var connection = try connect()
        let thrown = #expect(throws: PostgresError.self) {
            try connection.run(script: "copy t from stdin", named: "copy")
        }
        #expect(thrown?.description.contains("COPY is not supported") == true)
        #expect(connection.isClosed == true)
    }
}
