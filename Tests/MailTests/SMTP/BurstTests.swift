import Foundation
import Mail
import Testing

/// Several mails, one after the other.
struct BurstTests {
    private static let deadlines = SMTPDeadlines(connect: 10, response: 20, total: 30)

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

    @Test(.timeLimit(.minutes(1))) func `a server that does not answer QUIT is let go of all the same`() throws {
        let server = try ScriptedServer([.quit: .stall])
        defer { server.stop() }
        let patience = SMTPDeadlines(connect: 10, response: 2, total: 30)
        do {
            var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: patience)
            #expect(transport.deliver(try Sample.message()) == .sent(providerID: "T1"))
        }
        #expect(server.transcript[0].last == "QUIT")
    }
}
