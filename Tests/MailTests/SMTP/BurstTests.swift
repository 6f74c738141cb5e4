import Foundation
import Mail
import Testing

/// Several mails, one after the other.
struct BurstTests {
    private static let deadlines = SMTPDeadlines(connect: 2, response: 1, total: 5)

    @Test func `a burst uses one connection`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        let message = try Sample.message()
        for _ in 0..<20 { #expect(transport.deliver(message) == .sent(providerID: "T1")) }
        #expect(server.transcript.count == 1)
        #expect(server.transcript[0].filter { $0 == "." }.count == 20)
    }

    @Test func `a refused mail does not stop the next`() throws {
        let server = try ScriptedServer([.recipient: .say("550 no such user")], [:])
        defer { server.stop() }
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        let message = try Sample.message()
        #expect(transport.deliver(message) == .failed(code: 550, text: "no such user"))
        #expect(transport.deliver(message) == .sent(providerID: "T1"))
    }

    @Test func `a connection that the server ended between two mails is made anew`() throws {
        let server = try ScriptedServer([.dot: .sayAndDrop("250 Ok: queued as T0")], [:])
        defer { server.stop() }
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        let message = try Sample.message()
        #expect(transport.deliver(message) == .sent(providerID: "T0"))
        #expect(transport.deliver(message) == .sent(providerID: "T1"))
        #expect(server.transcript.count == 2)
    }

    @Test func `a server that wants a new connection gets one`() throws {
        let tired = try ScriptedServer([.dot: .say("250 Ok: queued as T0\r\n421 too many mails")], [:])
        defer { tired.stop() }
        var transport = try SMTPTransport(.local(tired.port), password: nil, deadlines: Self.deadlines)
        let message = try Sample.message()
        #expect(transport.deliver(message) == .sent(providerID: "T0"))
        #expect(transport.deliver(message) == .sent(providerID: "T1"))
        #expect(tired.transcript.count == 2)
    }

    @Test func `letting go of a server that does not answer QUIT takes no longer than an answer may`() throws {
        let server = try ScriptedServer([.quit: .stall])
        defer { server.stop() }
        let elapsed = try ContinuousClock().measure {
            var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
            #expect(transport.deliver(try Sample.message()) == .sent(providerID: "T1"))
        }
        #expect(elapsed < .seconds(4))
    }
}
