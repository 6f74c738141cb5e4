public import Foundation

/// A certificate for `localhost` that is its own authority, and the key that belongs to it.
public final class Certificate {
    private let folder: TemporaryFolder
    public let certificate: Data
    public let key: Data

    public init() throws {
        folder = try TemporaryFolder()
        let openssl = try ChildProcess(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                "\(folder.path)/key.pem", "-out", "\(folder.path)/certificate.pem",
            ])
        let outcome = try openssl.finish()
        guard outcome.status == 0 else { throw CocoaError(.executableLoad, userInfo: ["why": "openssl failed"]) }
        certificate = try Data(contentsOf: URL(filePath: "\(folder.path)/certificate.pem"))
        key = try Data(contentsOf: URL(filePath: "\(folder.path)/key.pem"))
    }

    /// For a client that trusts it.
    public var path: String { "\(folder.path)/certificate.pem" }

    /// As a server's files, by their names.
    public var files: [String: Data] { ["certificate.pem": certificate, "key.pem": key] }

    /// A server's settings that make it use those files, on that port of this machine.
    public static func configuration(port: Int) -> String {
        """
        listen_addresses = '127.0.0.1'
        port = \(port)
        ssl = on
        ssl_cert_file = 'certificate.pem'
        ssl_key_file = 'key.pem'

        """
    }
}
