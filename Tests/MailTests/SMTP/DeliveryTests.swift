import Foundation
import Mail
import Testing

/// Against a real mail server.
struct DeliveryTests {
    private static let deadlines = SMTPDeadlines(connect: 20, response: 20, total: 40)

    @Test func `a mail arrives byte for byte, from and to whom it says`() throws {
        let server = try RealServer()
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        let message = try Sample.message()
        #expect(transport.deliver(message) == .sent(providerID: "A1B2C3"))
        let mail = try server.mail()
        #expect(mail.sender == "desk@practice.example")
        #expect(mail.recipients == ["alex@example.com"])
        #expect(Array(mail.content) == message.encoded())
        #expect(mail.hello.contains("."))
        #expect(!mail.encrypted)
    }

    @Test func `dots at the start of a line survive`() throws {
        let server = try RealServer()
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        let text = ".\n..\n. one\n\n.\n" + String(repeating: ".\n", count: 40_000) + "end\n"
        let message = try Sample.message(from: "T", to: "A", subject: "Dots", text: text)
        #expect(transport.deliver(message) == .sent(providerID: "A1B2C3"))
        #expect(try Array(server.mail().content) == message.encoded())
    }

    @Test func `a server that takes addresses beyond ASCII gets them`() throws {
        let server = try RealServer()
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        #expect(transport.deliver(try Sample.message()) == .sent(providerID: "A1B2C3"))
        #expect(transport.deliver(try Sample.message(to: "zoë@example.com")) == .sent(providerID: "A1B2C3"))
        _ = try server.mail()
        #expect(try server.mail().recipients == ["zoë@example.com"])
    }

    @Test func `a hundred mails go over one connection`() throws {
        let server = try RealServer()
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        let message = try Sample.message()
        for _ in 0..<100 { #expect(transport.deliver(message) == .sent(providerID: "A1B2C3")) }
        let connections = try (0..<100).map { _ in try server.mail().connection }
        #expect(Set(connections).count == 1)
    }
}
