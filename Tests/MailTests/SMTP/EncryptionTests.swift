import Foundation
import Mail
import TestSupport
import Testing

/// TLS and passwords, against a real mail server with certificates of our own.
struct EncryptionTests {
    private static let deadlines = SMTPDeadlines(connect: 20, response: 20, total: 40)
    private let certificates: Certificates

    init() throws {
        certificates = try Certificates()
    }

    private func deliver(url: String, password: Password? = nil) throws -> Delivery {
        var transport = try SMTPTransport(SMTPServer(url: url), password: password, deadlines: Self.deadlines)
        return transport.deliver(try Sample.message())
    }

    @Test(arguments: [(RealServer.Mode.starttls, "smtp"), (.smtps, "smtps")])
    func `a server that our authority certifies gets the mail, encrypted`(mode: RealServer.Mode, scheme: String) throws
    {
        let server = try RealServer(mode, certificate: certificates.certificate(for: "DNS:localhost"))
        let authority = certificates.authority.certificate
        let delivery = try deliver(url: "\(scheme)://localhost:\(server.port)?ca=\(authority)")
        #expect(delivery == .sent(providerID: "A1B2C3"))
        #expect(try server.mail().encrypted)
    }

    @Test(arguments: [(RealServer.Mode.starttls, "smtp"), (.smtps, "smtps")])
    func `a server of an unknown authority gets nothing`(mode: RealServer.Mode, scheme: String) throws {
        let server = try RealServer(mode, certificate: certificates.certificate(for: "DNS:localhost"))
        let stranger = "?ca=\(certificates.stranger.certificate)"
        for options in ["", stranger] {
            let delivery = try deliver(url: "\(scheme)://localhost:\(server.port)\(options)")
            guard case .retry(nil, let text) = delivery else {
                Issue.record("\(delivery)")
                continue
            }
            #expect(text.contains("certificate"))
        }
    }

    @Test(arguments: [(RealServer.Mode.starttls, "smtp"), (.smtps, "smtps")])
    func `a server that is certified under another name gets nothing`(mode: RealServer.Mode, scheme: String) throws {
        let server = try RealServer(mode, certificate: certificates.certificate(for: "DNS:other.example"))
        let authority = certificates.authority.certificate
        let delivery = try deliver(url: "\(scheme)://localhost:\(server.port)?ca=\(authority)")
        #expect(delivery.isRetry, "\(delivery)")
    }

    @Test(arguments: [(RealServer.Mode.starttls, "smtp"), (.smtps, "smtps")])
    func `a server whose certificate has run out gets nothing`(mode: RealServer.Mode, scheme: String) throws {
        let server = try RealServer(mode, certificate: certificates.expiredCertificate(for: "DNS:localhost"))
        let authority = certificates.authority.certificate
        guard case .retry(nil, let text) = try deliver(url: "\(scheme)://localhost:\(server.port)?ca=\(authority)")
        else {
            Issue.record("the mail must wait")
            return
        }
        #expect(text.contains("expired"), "\(text)")
    }

    @Test func `the password is read from its file and opens the server`() throws {
        let server = try RealServer(
            .starttls, certificate: certificates.certificate(for: "DNS:localhost"), user: "desk@practice",
            password: "s3cr:t é")
        let folder = try TemporaryFolder()
        let authority = certificates.authority.certificate
        let url = "smtp://desk%40practice@localhost:\(server.port)?ca=\(authority)"
        let right = try Password(file: folder.write("s3cr:t é\n", to: "right", mode: 0o600))
        #expect(try deliver(url: url, password: right) == .sent(providerID: "A1B2C3"))
        #expect(try server.mail().authenticated)
        let wrong = try Password(file: folder.write("guess", to: "wrong", mode: 0o400))
        let refused = try deliver(url: url, password: wrong)
        guard case .retry(535, let text) = refused else {
            Issue.record("a wrong password must keep the mails waiting: \(refused)")
            return
        }
        #expect(!text.contains("guess"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [(RealServer.Mode.starttls, "smtp"), (.smtps, "smtps")])
    func `both connections of a burst are encrypted and opened with the password`(
        mode: RealServer.Mode, scheme: String
    ) throws {
        let server = try RealServer(
            mode, certificate: certificates.certificate(for: "DNS:localhost"), user: "desk", password: "s3cret")
        let folder = try TemporaryFolder()
        let password = try Password(file: folder.write("s3cret", to: "password", mode: 0o600))
        let url = "\(scheme)://desk@localhost:\(server.port)?ca=\(certificates.authority.certificate)"
        var transport = try SMTPTransport(SMTPServer(url: url), password: password, deadlines: Self.deadlines)
        var connections: Set<Int> = []
        var number = 0
        while connections.count < 2 || number < 20 {
            let mail = EncodedMessage(try Sample.message(to: "c\(number)@example.com"))
            let next = EncodedMessage(try Sample.message(to: "c\(number + 1)@example.com"))
            #expect(transport.deliver(mail, before: next) == .sent(providerID: "A1B2C3"))
            let taken = try server.mail()
            #expect(taken.recipients == ["c\(number)@example.com"])
            #expect(taken.encrypted && taken.authenticated)
            connections.insert(taken.connection)
            number += 1
        }
    }
}
