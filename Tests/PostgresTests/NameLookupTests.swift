import Foundation
import TestSupport
import Testing

@testable import Postgres

struct NameLookupTests {
    @Test func `a resolver that does not answer is not waited for, and is told at the deadline`() throws {
        let parameters = ConnectionParameters(["host": "db.example", "user": "dana"])
        let silence = DispatchSemaphore(value: 0)
        defer { silence.signal() }
        let now = ContinuousClock.now
        var connection = try Connection.start(parameters, within: .seconds(5), now: now) { _ in
            silence.wait()
            return []
        }
        let early = try connection.advance(now: now)
        guard case .waiting = early, connection.socket >= 0 else {
            Issue.record("waits for nothing")
            return
        }
        let thrown = #expect(throws: PostgresError.self) { try connection.advance(now: now + .seconds(5)) }
        guard case .connectionFailed(let failure)? = thrown else { return }
        #expect(failure.reason == .unknownHost && failure.message.contains("db.example"))
        #expect(connection.isClosed == true)
    }

    @Test func `of the addresses of a host each is tried, under its name and port`() throws {
        let database = try TestCluster.shared().database()
        let link = try LinkProxy(to: database)
        defer { link.close() }
        var keywords = database.keywords(through: link)
        keywords["host"] = "db.example"
        var connection = try Connection.start(ConnectionParameters(keywords), within: .seconds(20), now: .now) { _ in
            // Nobody is at the first one.
            ["127.0.0.2", "127.0.0.1"]
        }
        while !connection.isIdle {
            _ = try connection.advance()
            connection.interest.isMet(on: connection.socket, within: 1000)
        }
        #expect(connection.address == "db.example:\(link.port)")
    }

    @Test func `names, numbers and sockets stand in one list, each with its port`() throws {
        let parameters = ConnectionParameters(["host": "/run/pg,db.example,10.0.0.7,no.example", "port": "1,2,3,4"])
        #expect(parameters.namesToLookUp == ["db.example", "no.example"])
        let resolved = try #require(parameters.resolved(by: ["db.example": ["10.0.0.1", "::1"], "no.example": []]))
        #expect(resolved.keywords["host"] == "/run/pg,db.example,db.example,10.0.0.7")
        #expect(resolved.keywords["hostaddr"] == ",10.0.0.1,::1,")
        #expect(resolved.keywords["port"] == "1,2,2,3")
        #expect(resolved.namesToLookUp == [])
    }

    @Test func `the system's own resolver knows this machine`() {
        #expect(Set(NameLookup.addresses(of: "localhost")).isSubset(of: ["127.0.0.1", "::1"]))
        #expect(NameLookup.addresses(of: "no.such.invalid") == [])
    }
}
