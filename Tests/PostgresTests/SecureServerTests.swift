import Glibc
import TestSupport
import Testing

@testable import Postgres

/// A server that is reached over TCP, by TLS and password, and has few connections to give.
struct SecureServerTests {
    /// A port that nobody had a moment ago.
    private static func freePort() throws -> Int {
        try SilentServer().port
    }

    private static func reason(_ keywords: [String: String]) -> ConnectionFailure.Reason? {
        do {
            _ = try Connection.open(ConnectionParameters(keywords))
            return nil
        } catch {
            if case .connectionFailed(let failure) = error { return failure.reason }
            return nil
        }
    }

    @Test func `password, certificate and a full house are told apart, and a good client gets in`() throws {
        let certificate = try Certificate()
        let port = try Self.freePort()
        let server = try OwnServer(
            Certificate.configuration(port: port) + "max_connections = 6\nsuperuser_reserved_connections = 4\n",
            access: "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n", files: certificate.files)
        var owner = try Connection.open(ConnectionParameters(server.keywords(port: port)))
        try owner.run(Statement("make a user", "create role dana login password 'open sesame'"))
        owner.close()

        let good = [
            "host": "localhost", "port": "\(port)", "user": "dana", "dbname": "touchbase", "password": "open sesame",
            "sslmode": "verify-full", "sslrootcert": certificate.path,
        ]
        #expect(Self.reason(good.merging(["password": "wrong"]) { $1 }) == .notAuthorized)
        #expect(Self.reason(good.filter { $0.key != "password" }) == .notAuthorized)
        #expect(Self.reason(good.merging(["sslmode": "disable"]) { $1 }) == .notAuthorized)
        let other = try Certificate()
        #expect(Self.reason(good.merging(["sslrootcert": other.path]) { $1 }) == .insecure)
        #expect(Self.reason(good.merging(["host": "127.0.0.1"]) { $1 }) == .insecure, "no certificate for the number")

        var first = try Connection.open(ConnectionParameters(good))
        let second = try Connection.open(ConnectionParameters(good))
        #expect(second.isIdle == true)
        #expect(Self.reason(good) == .tooManyConnections)
        first.close()
        let end = ContinuousClock.now + .seconds(20)
        while Self.reason(good) != nil, ContinuousClock.now < end { usleep(20_000) }
        #expect(Self.reason(good) == nil)
    }
}
