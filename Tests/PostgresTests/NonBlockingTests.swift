import Glibc
import Postgres
import TestSupport
import Testing

@Suite struct NonBlockingTests {
    private let number = Statement.one("number", "select 7 as n") {
        row throws(PostgresError) in try row["n", as: Int.self]
    }

    private func open(_ database: TestDatabase) throws -> Connection {
        var connection = try Connection.start(database.parameters())
        while !connection.isIdle {
            if case .waiting = try connection.advance() { pollOnce(connection) }
        }
        return connection
    }

    @Test func `a connection comes about, asks and answers driven by poll alone`() throws {
        var connection = try open(TestCluster.shared().database())
        try connection.send(number)
        #expect((connection.isIdle, connection.deadline != nil) == (false, true))
        let reply = try drive(&connection)
        #expect(try number.output(of: reply) == 7)
        #expect(connection.isIdle && connection.deadline == nil && connection.interest == .read)
    }

    @Test func `only one request is under way at a time`() throws {
        var connection = try open(TestCluster.shared().database())
        try connection.send(number)
        let thrown = #expect(throws: PostgresError.self) { try connection.send(self.number) }
        #expect(thrown?.message.contains("another request is under way") == true)
        #expect(try number.output(of: try drive(&connection)) == 7)
    }

    @Test func `a deadline that passes closes the connection and leaves the outcome open`() throws {
        var connection = try open(TestCluster.shared().database())
        let start = ContinuousClock.now
        try connection.send(Statement("sleep", "select pg_sleep(60)"), within: .seconds(3), now: start)
        guard case .waiting = try connection.advance(now: start + .seconds(2)) else {
            Issue.record("answered too early")
            return
        }
        let thrown = #expect(throws: PostgresError.self) { try connection.advance(now: start + .seconds(3)) }
        #expect(thrown == .deadlinePassed(statement: "sleep"))
        #expect(thrown?.isOutcomeUnknown == true)
        #expect(connection.isClosed && connection.socket == -1)
    }

    @Test func `a running request is cancelled from outside`() throws {
        var connection = try open(TestCluster.shared().database())
        try connection.send(Statement("sleep", "select pg_sleep(60)"))
        _ = try connection.advance()
        // A cancel that overtakes its statement is lost: ask again until it is heard.
        var thrown: PostgresError?
        while thrown == nil {
            #expect(connection.cancel() == true)
            do { _ = try connection.advance() } catch { thrown = error }
        }
        #expect(thrown?.serverError?.sqlState == .queryCanceled)
        #expect(connection.isIdle == true)
    }

    @Test func `a connect that gets no answer ends at its deadline`() throws {
        // A socket that listens and never speaks.
        let silent = try SilentServer()
        let start = ContinuousClock.now
        let parameters = ConnectionParameters([
            "host": "127.0.0.1", "port": "\(silent.port)", "user": "x", "sslmode": "disable",
        ])
        var connection = try Connection.start(parameters, within: .seconds(5), now: start)
        guard case .waiting = try connection.advance(now: start + .seconds(4)) else {
            Issue.record("connected to nothing")
            return
        }
        let thrown = #expect(throws: PostgresError.self) {
            while true {
                _ = try connection.advance(now: start + .seconds(5))
            }
        }
        guard case .connectionFailed(let failure)? = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        #expect(failure.reason == .timedOut)
        #expect(failure.address == "127.0.0.1:\(silent.port)")
    }
}
