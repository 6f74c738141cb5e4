import Glibc
import Mail
import Testing

/// Of a burst the next mail is begun on a second connection, and its last dot is sent in its own turn.
@Suite(.timeLimit(.minutes(1)))
struct AheadTests {
    private static let deadlines = SMTPDeadlines(connect: 30, response: 40, total: 50)

    private func transport(to server: ScriptedServer) throws -> SMTPTransport {
        try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
    }

    private func dots(_ server: ScriptedServer) -> Int { server.transcript.joined().count { $0 == "." } }

    /// Delivers `mail` until the second connection stands, and then some more.
    private func deliver(
        _ mail: EncodedMessage, before next: EncodedMessage, through transport: inout SMTPTransport,
        at server: ScriptedServer
    ) {
        repeat {
            #expect(transport.deliver(mail, before: next) == .sent(providerID: "T1"))
        } while server.transcript.count < 2 || !server.transcript[1].contains("NOOP")
        for _ in 0..<2 { #expect(transport.deliver(mail, before: next) == .sent(providerID: "T1")) }
    }

    @Test func `no dot is sent before its time, and none at all of what was begun and taken back`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        let mail = EncodedMessage(try Sample.message())
        do {
            var transport = try transport(to: server)
            var delivered = 0
            while delivered < 50 || server.transcript.count < 2 || !server.transcript[1].contains("DATA") {
                #expect(transport.deliver(mail, before: mail) == .sent(providerID: "T1"))
                delivered += 1
                #expect(dots(server) == delivered)
            }
            transport.forgetNext()
            #expect(transport.deliver(mail) == .sent(providerID: "T1"))
            #expect(dots(server) == delivered + 1)
        }
        while server.endedConnections < server.transcript.count { usleep(1000) }
        let commands = server.transcript.joined()
        #expect(commands.count { $0 == "." } < commands.count { $0.hasPrefix("MAIL FROM") })
        #expect(server.transcript.count <= 3)
    }

    @Test(arguments: [ScriptedServer.Moment.recipient, .data])
    func `what is taken back while the server is silent is not sent either`(moment: ScriptedServer.Moment) throws {
        let server = try ScriptedServer([moment: .stallFor("b@example.com")])
        defer { server.stop() }
        do {
            var transport = try transport(to: server)
            deliver(
                EncodedMessage(try Sample.message()), before: EncodedMessage(try Sample.message(to: "b@example.com")),
                through: &transport, at: server)
        }
        while server.endedConnections < server.transcript.count { usleep(1000) }
        let name = "RCPT TO:<b@example.com>"
        let begun = server.transcript.filter { $0.contains(name) }
        #expect(!begun.isEmpty)
        for lines in begun { #expect(!lines.drop { $0 != name }.contains(".")) }
    }

    @Test func `a server that greets one client at a time takes all mails on the first connection`() throws {
        let server = try ScriptedServer(serial: true)
        defer { server.stop() }
        var transport = try transport(to: server)
        let mail = EncodedMessage(try Sample.message())
        for _ in 0..<50 { #expect(transport.deliver(mail, before: mail) == .sent(providerID: "T1")) }
        #expect(server.transcript.count == 1)
    }

    @Test func `so does one that refuses a second connection`() throws {
        let server = try ScriptedServer([:], [.greeting: .sayAndDrop("421 too many connections")])
        defer { server.stop() }
        var transport = try transport(to: server)
        let mail = EncodedMessage(try Sample.message())
        for _ in 0..<50 { #expect(transport.deliver(mail, before: mail) == .sent(providerID: "T1")) }
        while server.endedConnections < 1 { usleep(1000) }
        #expect(server.transcript.count == 2)
    }

    @Test func `a mail that was begun ahead where the server then hangs up is sent elsewhere`() throws {
        let server = try ScriptedServer([:], [.body: .drop], [:])
        defer { server.stop() }
        var transport = try transport(to: server)
        let mail = EncodedMessage(try Sample.message())
        deliver(mail, before: mail, through: &transport, at: server)
        while server.endedConnections < 1 { usleep(1000) }
        for _ in 0..<2 { #expect(transport.deliver(mail, before: mail) == .sent(providerID: "T1")) }
    }

    @Test func `a burst may end at any moment of the second connection, and the next one goes its way`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        var transport = try transport(to: server)
        let mail = EncodedMessage(try Sample.message())
        for length in 0..<60 {
            for _ in 0...length % 4 { #expect(transport.deliver(mail, before: mail) == .sent(providerID: "T1")) }
            transport.forgetNext()
        }
    }

    @Test func `a mail that is refused ahead is refused`() throws {
        let server = try ScriptedServer([:], [.recipient: .say("550 no such user")])
        defer { server.stop() }
        var transport = try transport(to: server)
        let mail = EncodedMessage(try Sample.message())
        var outcomes: Set<Delivery> = []
        while outcomes.count < 2 { outcomes.insert(transport.deliver(mail, before: mail)) }
        #expect(outcomes == [.sent(providerID: "T1"), .failed(code: 550, text: "no such user")])
    }
}
