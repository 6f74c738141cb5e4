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

    private static func make(_ name: String, in folder: borrowing TemporaryFolder, _ options: [String]) throws -> Pair {
        let pair = Pair(certificate: "\(folder.path)/\(name).pem", key: "\(folder.path)/\(name).key")
        let kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        let openssl = try ChildProcess(
            "/usr/bin/openssl",
            ["req", "-x509", "-subj", "/CN=\(name)", "-keyout", pair.key, "-out", pair.certificate] + kind + options)
        let outcome = try openssl.finish()
        try #require(outcome.status == 0, "\(outcome.errorOutput)")
        return pair
    }
}
