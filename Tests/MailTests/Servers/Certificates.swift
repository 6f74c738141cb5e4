import Foundation
import TestSupport
import Testing

/// An authority of our own, and what it certifies; gone from disk with this object.
final class Certificates {
    struct Pair {
        let certificate: String
        let key: String
    }

    private let folder: TemporaryFolder
    let authority: Pair
    /// Another authority, which signed nothing.
    let stranger: Pair

    init() throws {
        folder = try TemporaryFolder()
        authority = try Self.make("authority", in: folder, ["-addext", "basicConstraints=critical,CA:TRUE"])
        stranger = try Self.make("stranger", in: folder, ["-addext", "basicConstraints=critical,CA:TRUE"])
    }

    /// A certificate for one host, such as `DNS:localhost`.
    func certificate(for names: String) throws -> Pair {
        try Self.make(
            UUID().uuidString, in: folder,
            [
                "-addext", "subjectAltName=\(names)", "-addext", "basicConstraints=critical,CA:FALSE",
                "-CA", authority.certificate, "-CAkey", authority.key,
            ])
    }

    /// A certificate of our authority that ran out yesterday.
    func expiredCertificate(for names: String) throws -> Pair {
        let request = Pair(certificate: "\(folder.path)/request.pem", key: "\(folder.path)/request.key")
        try Self.run(
            ["req", "-subj", "/CN=expired", "-addext", "subjectAltName=\(names)", "-out", request.certificate]
                + Self.newKey(request.key))
        let expired = Pair(certificate: "\(folder.path)/expired.pem", key: request.key)
        try Self.run([
            "x509", "-req", "-in", request.certificate, "-out", expired.certificate, "-days", "-1", "-set_serial", "1",
            "-copy_extensions", "copy", "-CA", authority.certificate, "-CAkey", authority.key,
        ])
        return expired
    }

    private static func make(_ name: String, in folder: borrowing TemporaryFolder, _ options: [String]) throws -> Pair {
        let pair = Pair(certificate: "\(folder.path)/\(name).pem", key: "\(folder.path)/\(name).key")
        try run(
            ["req", "-x509", "-subj", "/CN=\(name)", "-out", pair.certificate, "-days", "2"] + newKey(pair.key)
                + options)
        return pair
    }

    private static func newKey(_ path: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", path]
    }

    private static func run(_ arguments: [String]) throws {
        let outcome = try ChildProcess("/usr/bin/openssl", arguments).finish()
        try #require(outcome.status == 0, "\(outcome.errorOutput)")
    }
}
