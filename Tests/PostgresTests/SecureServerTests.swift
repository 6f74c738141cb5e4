import Foundation
import TestSupport
import Testing

@testable import Postgres

/// A server that is reached over TCP, by TLS and password, and has few connections to give.
struct SecureServerTests {
    /// A certificate for `localhost` that is its own authority; the key belongs to it.
    private static func makeCertificate(in folder: String) throws -> (certificate: Data, key: Data) {
        let openssl = try ChildProcess(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "\(folder)/key.pem",
                "-out", "\(folder)/certificate.pem",
            ])
        try #require(try openssl.finish().status == 0)
        func read(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: "\(folder)/\(name).pem")) }
        return (try read("certificate"), try read("key"))
    }

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
        let folder = try TemporaryFolder()
        let pair = try Self.makeCertificate(in: folder.path)
        let port = try Self.freePort()
        let server = try OwnServer(
            """
            listen_addresses = '127.0.0.1'
            port = \(port)
            max_connections = 6
            superuser_reserved_connections = 4
            ssl = on
            ssl_cert_file = 'certificate.pem'
            ssl_key_file = 'key.pem'
            """, access: "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n",
            files: ["certificate.pem": pair.certificate, "key.pem": pair.key])
        var owner = try Connection.open(ConnectionParameters(server.keywords(port: port)))
        try owner.run(Statement("make a user", "create role dana login password 'open sesame'"))
        owner.close()

        let good = [
            "host": "localhost", "port": "\(port)", "user": "dana", "dbname": "touchbase", "password": "open sesame",
            "sslmode": "verify-full", "sslrootcert": "\(folder.path)/certificate.pem",
        ]
        #expect(Self.reason(good.merging(["password": "wrong"]) { $1 }) == .notAuthorized)
        #expect(Self.reason(good.filter { $0.key != "password" }) == .notAuthorized)
        #expect(Self.reason(good.merging(["sslmode": "disable"]) { $1 }) == .notAuthorized)
        let other = try TemporaryFolder()
        _ = try Self.makeCertificate(in: other.path)
        #expect(Self.reason(good.merging(["sslrootcert": "\(other.path)/certificate.pem"]) { $1 }) == .insecure)
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
