import Foundation
import TestSupport
import Testing

/// aiosmtpd of Debian, in a process of its own.
final class RealServer {
    enum Mode: String {
        case plain, starttls, smtps
    }

    struct Mail: Decodable {
        let sender: String
        let recipients: [String]
        let content: Data
        let hello: String
        let encrypted: Bool
        let authenticated: Bool
        /// The port that we came from: the same for mails of one connection.
        let connection: Int
    }

    let port: Int
    private let program: ChildProcess

    init(_ mode: Mode = .plain, certificate: Certificates.Pair? = nil, user: String = "", password: String = "") throws
    {
        program = try ChildProcess(
            python: PackageResources.smtp_server_py,
            [mode.rawValue, certificate?.certificate ?? "", certificate?.key ?? "", user, password])
        port = try #require(Int(program.readLine()))
    }

    /// The next mail that it took.
    func mail() throws -> Mail {
        try JSONDecoder().decode(Mail.self, from: Data(program.readLine().utf8))
    }
}
