import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

/// The real desk when its server shows another certificate than it did: somebody stands between them, or somebody has
/// forgotten to tell the desk.
final class CertificateFaultTests {
    private let port: Int

    init() throws {
        port = try SilentServer().port
    }

    @Test func `a wrong certificate is named, keys are answered meanwhile, and with the right one all goes on`() throws
    {
        let (right, wrong) = (try Certificate(), try Certificate())
        let server = try OwnServer(
            Certificate.configuration(port: port),
            access: "local all all trust\nhostssl all all 127.0.0.1/32 trust\n", files: right.files)
        var owner = try Connection.open(ConnectionParameters(server.keywords(port: port), session: .patient))
        _ = try Migrator.migrate(&owner)
        try owner.run(script: DeskPractice.content, named: "fill the practice")

        let folder = try TemporaryFolder()
        let url = "postgres://touchbase@localhost:\(port)/touchbase?sslmode=verify-full&sslrootcert=\(right.path)"
        var watcher = Watcher(try .live(Program(home: folder.path, database: url)))
        try change(server, to: wrong, &owner)
        let named = try watcher.see("check its certificate", within: .seconds(8))
        #expect(watcher.desk.text.contains("reconnecting"))
        try change(server, to: right, &owner)
        let back = try watcher.see("● live", within: .seconds(20))
        try FaultTable.note(
            "the server shows another certificate", shown: "`reconnecting`, and to check the certificate", after: named,
            slowestKey: watcher.slowestKey, back: back)
    }

    /// What the server shows to whoever comes from now on; who is there is sent away.
    private func change(_ server: OwnServer, to certificate: Certificate, _ owner: inout Connection) throws {
        try server.put(certificate.files)
        try owner.run(Statement("reload", "select pg_reload_conf()"))
        try awaitShown(certificate)
        try owner.run(
            Statement(
                "end the others",
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
                    + "where backend_type = 'client backend' and pid <> pg_backend_pid()"))
    }

    /// A server reads its files anew in its own time.
    private func awaitShown(_ certificate: Certificate) throws {
        let keywords = [
            "host": "localhost", "port": "\(port)", "user": "touchbase", "dbname": "touchbase",
            "sslmode": "verify-full", "sslrootcert": certificate.path,
        ]
        let end = ContinuousClock.now + .seconds(20)
        while true {
            do {
                _ = try Connection.open(ConnectionParameters(keywords))
                return
            } catch {
                guard .now < end else { throw error }
            }
        }
    }
}
