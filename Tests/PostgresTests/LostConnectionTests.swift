import Postgres
import TestSupport
import Testing

@Suite struct LostConnectionTests {
    private func terminate(_ process: Int32) -> Statement<Int> {
        Statement("terminate", "select pg_terminate_backend($1, 10000)", [process])
    }

    @Test func `a backend killed under a statement leaves the outcome unknown`() throws {
        let database = try TestCluster.shared().database()
        var victim = try database.connect()
        var killer = try database.connect(session: .patient)
        try victim.send(Statement("sleep", "select pg_sleep(60)"))
        _ = try victim.advance()
        try killer.run(terminate(victim.backendID), within: .seconds(20))
        let thrown = #expect(throws: PostgresError.self) { try drive(&victim) }
        #expect(
            thrown == .connectionLost(LostConnection(statement: "sleep", sqlState: SQLState(rawValue: "57P01"))))
        #expect(thrown?.isOutcomeUnknown == true)
        #expect(victim.isClosed == true)
        let next = #expect(throws: PostgresError.self) { try victim.run(Statement("next", "select 1")) }
        #expect(next?.message == "The database was not asked: the connection is closed.")
    }

    @Test func `a backend killed while idle loses nothing`() throws {
        let database = try TestCluster.shared().database()
        var victim = try database.connect()
        var killer = try database.connect(session: .patient)
        try killer.run(terminate(victim.backendID), within: .seconds(20))
        let thrown = #expect(throws: PostgresError.self) { try victim.waitForNotifications(within: .seconds(10)) }
        #expect(thrown == .connectionLost(LostConnection(statement: nil)))
        #expect(thrown?.isOutcomeUnknown == false)
    }

    @Test func `a blocking call ends at its deadline, not at the server's pleasure`() throws {
        var connection = try TestCluster.shared().database().connect()
        let start = ContinuousClock.now
        let thrown = #expect(throws: PostgresError.self) {
            try connection.run(Statement("sleep", "select pg_sleep(60)"), within: .milliseconds(100))
        }
        #expect(thrown == .deadlinePassed(statement: "sleep"))
        #expect(ContinuousClock.now - start < .seconds(4))
        #expect(connection.isClosed == true)
    }
}
