import Foundation

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

    struct NotStarted: Error {}

    let port: Int
    private let program: Program

    init(_ mode: Mode = .plain, certificate: Certificates.Pair? = nil, user: String = "", password: String = "") throws
    {
        program = try Program(
            python: PackageResources.smtp_server_py,
            [mode.rawValue, certificate?.certificate ?? "", certificate?.key ?? "", user, password])
        guard let port = program.line().flatMap({ Int($0) }) else { throw NotStarted() }
        self.port = port
    }

    /// The next mail that it took.
    func mail() throws -> Mail {
        guard let line = program.line() else { throw NotStarted() }
        return try JSONDecoder().decode(Mail.self, from: Data(line.utf8))
    }
}
