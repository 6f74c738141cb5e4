import Mail
import Synchronization
import Testing

/// All the tries of a mail have one time together, and its last dot is not sent when that is over, or when the mail is
/// not to end any more: by then another worker may have it.
@Suite(.timeLimit(.minutes(1)))
struct PatienceTests {
    private static let deadlines = SMTPDeadlines(connect: 600, response: 600, total: 1000)

    /// A clock that goes on when it is told to.
    private final class Clock: Sendable {
        private let start = ContinuousClock.now
        private let passed = Mutex(Duration.zero)

        var now: ContinuousClock.Instant { start + passed.withLock { $0 } }

        func pass(_ seconds: Int) { passed.withLock { $0 += .seconds(seconds) } }
    }

    private let clock = Clock()

    private func transport(to server: ScriptedServer) throws -> SMTPTransport {
        try SMTPTransport(
            .local(server.port), password: nil, deadlines: Self.deadlines, now: { [clock] in clock.now })
    }

    private func dots(_ server: ScriptedServer) -> Int { server.transcript.joined().count { $0 == "." } }

    /// A server whose connections end at the second mail, when so much time has passed.
    private func leaving(after seconds: Int, next: ScriptedServer.Script = [:]) throws -> ScriptedServer {
        try ScriptedServer([.sender: .dropNextTime { [clock] in clock.pass(seconds) }], next)
    }

    @Test func `a mail that finds nobody on an old connection is tried on a new one while there is time`() throws {
        let server = try leaving(after: 900)
        defer { server.stop() }
        var transport = try transport(to: server)
        for _ in 0..<2 { #expect(transport.deliver(try Sample.message()) == .sent(providerID: "T1")) }
        #expect(server.transcript.count == 2)
    }

    @Test func `and is not when there is none`() throws {
        let server = try leaving(after: 1000)
        defer { server.stop() }
        var transport = try transport(to: server)
        #expect(transport.deliver(try Sample.message()) == .sent(providerID: "T1"))
        let delivery = transport.deliver(try Sample.message())
        #expect(delivery.isRetry, "\(delivery)")
        #expect(server.transcript.count == 1 && dots(server) == 1)
    }

    @Test func `the new connection has what is left of its time, and no more`() throws {
        let server = try leaving(after: 999, next: [.recipient: .stall])
        defer { server.stop() }
        var transport = try transport(to: server)
        #expect(transport.deliver(try Sample.message()) == .sent(providerID: "T1"))
        let delivery = transport.deliver(try Sample.message())
        #expect(delivery.isRetry, "\(delivery)")
        #expect(server.transcript.count == 2)
    }

    @Test func `a mail whose time is over before its last dot gets none`() throws {
        let server = try ScriptedServer([.data: .meanwhile { [clock] in clock.pass(1000) }])
        defer { server.stop() }
        do {
            var transport = try transport(to: server)
            let delivery = transport.deliver(try Sample.message())
            #expect(delivery.isRetry, "\(delivery)")
        }
        while server.endedConnections < 1 {}
        #expect(server.transcript[0].contains("DATA") && dots(server) == 0)
    }

    @Test func `nor does one that is not to end, and the next goes its way`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        var transport = try transport(to: server)
        let mail = EncodedMessage(try Sample.message())
        #expect(transport.deliver(mail, before: nil, once: { false }).isRetry)
        while server.endedConnections < 1 {}
        #expect(server.transcript[0].contains("DATA") && dots(server) == 0)
        #expect(transport.deliver(mail) == .sent(providerID: "T1"))
        #expect(dots(server) == 1)
    }
}
