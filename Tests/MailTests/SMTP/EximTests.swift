import Booking
import Foundation
import Mail
import TestSupport
import Testing

/// A mail server as practices have it, and not one that was written for tests.
struct EximTests {
    private static let deadlines = SMTPDeadlines(connect: 20, response: 20, total: 40)
    private let certificates: Certificates
    private let exim: Exim

    init() throws {
        certificates = try Certificates()
        exim = try Exim(certificate: certificates.certificate(for: "DNS:localhost"))
    }

    private func transport() throws -> SMTPTransport {
        try SMTPTransport(
            SMTPServer(url: "smtp://localhost:\(exim.port)?ca=\(certificates.authority.certificate)"), password: nil,
            deadlines: Self.deadlines)
    }

    private func message(to recipient: String, subject: String) throws -> Message {
        let sample = try Sample.message(from: "T", to: "A", subject: subject, text: "Hello,\n.\n..dots\n")
        return Message(
            from: sample.from, to: Mailbox(name: "A", address: try EmailAddress(recipient)), letter: sample.letter,
            date: sample.date, id: sample.id, reference: sample.reference)
    }

    @Test func `what it takes arrives whole, encrypted on the way, under the name that it gave`() throws {
        var transport = try transport()
        let message = try Sample.message()
        guard case .sent(let name) = transport.deliver(message) else {
            Issue.record("the mail was not taken")
            return
        }
        #expect(name.wholeMatch(of: #/[0-9A-Za-z]{6}-[0-9A-Za-z]{6}-[0-9A-Za-z]{2}/#) != nil, "\(name)")
        let mailbox = try exim.mailbox(containing: "--\n\n")
        let sent = String(decoding: message.encoded(), as: UTF8.self).replacing("\r\n", with: "\n")
        #expect(mailbox.contains(sent))
        #expect(mailbox.contains("with esmtps") && mailbox.contains("id \(name)"))
    }

    @Test(arguments: [
        ("gone@example.com", "S", 550 as Int?, true), ("later@example.com", "S", 451, false),
        ("ok@example.com", "spam", 550, true), ("ok@example.com", "full", 451, false),
    ])
    func `its refusals are final or not as it means them, and the next mail goes out`(
        recipient: String, subject: String, code: Int?, isFinal: Bool
    ) throws {
        var transport = try transport()
        let delivery = transport.deliver(try message(to: recipient, subject: subject))
        switch delivery {
        case .failed(code, _): #expect(isFinal)
        case .retry(code, _): #expect(!isFinal)
        default: Issue.record("\(delivery)")
        }
        guard case .sent = transport.deliver(try message(to: "ok@example.com", subject: "S")) else {
            Issue.record("the next mail was not taken")
            return
        }
        #expect(try exim.mailbox(containing: "..dots\n").contains("Hello,\n.\n..dots\n"))
    }
}
