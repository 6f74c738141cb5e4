import Foundation
import Mail
import Testing

/// What a server's refusal makes of a mail: judged by its code and by when it came.
struct RefusalTests {
    private static let deadlines = SMTPDeadlines(connect: 10, response: 20, total: 30)

    private func deliver(to server: ScriptedServer, patience: SMTPDeadlines = deadlines) throws -> Delivery {
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: patience)
        return transport.deliver(try Sample.message())
    }

    @Test(arguments: [
        (ScriptedServer.Moment.sender, 550), (.recipient, 550), (.recipient, 553), (.data, 554), (.dot, 554),
        (.dot, 550),
        (.sender, 552),
    ])
    func `a refusal of the mail itself is final, with the server's words`(moment: ScriptedServer.Moment, code: Int)
        throws
    {
        let server = try ScriptedServer([moment: .say("\(code)-5.7.1 no\r\n\(code) 5.7.1 such thing")])
        defer { server.stop() }
        #expect(try deliver(to: server) == .failed(code: code, text: "5.7.1 no 5.7.1 such thing"))
    }

    @Test(arguments: [
        (ScriptedServer.Moment.greeting, 421), (.greeting, 554), (.hello, 421), (.sender, 450), (.sender, 530),
        (.recipient, 450), (.recipient, 452), (.data, 451), (.dot, 452), (.dot, 421),
    ])
    func `a refusal for now, or of everybody, is tried again`(moment: ScriptedServer.Moment, code: Int) throws {
        let server = try ScriptedServer([moment: .say("\(code) 4.3.0 not now")])
        defer { server.stop() }
        #expect(try deliver(to: server) == .retry(code: code, text: "4.3.0 not now"))
    }

    @Test(arguments: [ScriptedServer.Moment.greeting, .hello, .sender, .recipient, .data])
    func `a connection lost before the last dot is tried again`(moment: ScriptedServer.Moment) throws {
        let server = try ScriptedServer([moment: .drop])
        defer { server.stop() }
        let delivery = try deliver(to: server)
        #expect(delivery.isRetry, "\(delivery)")
    }

    @Test func `a connection lost in the middle of a long mail is tried again`() throws {
        let server = try ScriptedServer([.body: .drop])
        defer { server.stop() }
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        let text = String(repeating: String(repeating: "x", count: 70) + "\n", count: 120_000)
        let delivery = transport.deliver(try Sample.message(from: "T", to: "A", subject: "Long", text: text))
        #expect(delivery.isRetry, "\(delivery)")
    }

    @Test func `a connection lost after the last dot leaves the mail uncertain`() throws {
        let server = try ScriptedServer([.dot: .drop])
        defer { server.stop() }
        let delivery = try deliver(to: server)
        #expect(delivery.isUncertain, "\(delivery)")
    }

    @Test(
        .timeLimit(.minutes(1)), arguments: [ScriptedServer.Moment.greeting, .hello, .sender, .recipient, .data, .dot])
    func `a server that falls silent is given up, and only after the last dot is the mail uncertain`(
        moment: ScriptedServer.Moment
    ) throws {
        let server = try ScriptedServer([moment: .stall])
        defer { server.stop() }
        let delivery = try deliver(to: server, patience: SMTPDeadlines(connect: 1, response: 1, total: 5))
        #expect(moment == .dot ? delivery.isUncertain : delivery.isRetry, "\(delivery)")
    }

    @Test(.timeLimit(.minutes(1))) func `a server that drips its answers does not hold a mail for ever`() throws {
        let server = try ScriptedServer([.recipient: .drip("250-wait\r\n")])
        defer { server.stop() }
        let delivery = try deliver(to: server, patience: SMTPDeadlines(connect: 2, response: 2, total: 3))
        #expect(delivery.isRetry, "\(delivery)")
    }

    @Test func `a mail that was taken is sent, whatever becomes of the connection`() throws {
        let server = try ScriptedServer([.dot: .sayAndDrop("250 2.0.0 Ok: queued as 4F2A")])
        defer { server.stop() }
        #expect(try deliver(to: server) == .sent(providerID: "4F2A"))
    }

    @Test func `what a hostile server says is cut and made safe`() throws {
        let server = try ScriptedServer([
            .recipient: .say("550 \u{1B}[2J\u{202E}no" + String(repeating: "o", count: 5000))
        ])
        defer { server.stop() }
        guard case .failed(550, let text) = try deliver(to: server) else {
            Issue.record("the refusal was not final")
            return
        }
        #expect(text.hasPrefix("[2Jnoooo"))
        #expect(text.unicodeScalars.count == 300)
    }

    @Test func `where nobody listens, the mail is tried again`() throws {
        let server = try ScriptedServer()
        let port = server.port
        server.stop()
        let delivery = try deliver(to: server)
        #expect(delivery.isRetry, "\(delivery) at port \(port)")
    }

    @Test func `a name that does not resolve is tried again`() throws {
        let server = try SMTPServer(url: "smtp://mail.invalid")
        var transport = try SMTPTransport(server, password: nil, deadlines: Self.deadlines)
        let delivery = transport.deliver(try Sample.message())
        #expect(delivery.isRetry, "\(delivery)")
    }

    @Test func `an address beyond ASCII is not offered to a server that cannot carry it`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        var transport = try SMTPTransport(.local(server.port), password: nil, deadlines: Self.deadlines)
        let delivery = transport.deliver(try Sample.message(to: "zoë@example.com"))
        guard case .failed(nil, let text) = delivery else {
            Issue.record("\(delivery)")
            return
        }
        #expect(text.contains("SMTPUTF8"))
        #expect(!server.transcript.joined().contains { $0.hasPrefix("MAIL") })
    }

    @Test func `a server that offers no encryption gets no mail`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        var transport = try SMTPTransport(
            SMTPServer(url: "smtp://127.0.0.1:\(server.port)"), password: nil, deadlines: Self.deadlines)
        guard case .retry(nil, let text) = transport.deliver(try Sample.message()) else {
            Issue.record("the mail went out in the clear")
            return
        }
        #expect(text.contains("STARTTLS"))
        #expect(!server.transcript.joined().contains { $0.hasPrefix("MAIL") })
    }
}

extension SMTPServer {
    /// Of this machine, without TLS.
    static func local(_ port: Int) throws -> SMTPServer {
        try SMTPServer(url: "smtp://127.0.0.1:\(port)?tls=none")
    }
}

extension Delivery {
    var isRetry: Bool {
        if case .retry = self { true } else { false }
    }

    var isUncertain: Bool {
        if case .uncertain = self { true } else { false }
    }
}
