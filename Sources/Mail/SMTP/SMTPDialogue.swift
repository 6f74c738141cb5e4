import Booking

/// Follows the dialogue with a server, line by line, and judges how it ended.
///
/// A value that is told what was sent and what was received; libcurl, which leads the dialogue, tells neither in its
/// result code.
struct SMTPDialogue {
    /// What the server is answering.
    enum Phase: String {
        case connecting = "connecting"
        case greeting = "signing on"
        case sender = "naming the sender"
        case recipient = "naming the recipient"
        case data = "starting the mail"
        case body = "sending the mail"
        /// The whole mail is on its way, its last dot included.
        case verdict = "waiting for the answer to the mail"
    }

    private(set) var phase = Phase.connecting
    /// The complete answer of this phase; nil while there is none.
    private(set) var reply: SMTPReply?
    /// How the dialogue must end here, though the server would go on.
    private(set) var objection: Delivery?
    /// After QUIT, which libcurl sends by itself when a dialogue has failed, nothing counts.
    private var isOver = false
    private let needsSMTPUTF8: Bool
    private var awaitsTLS: Bool
    private var lines: [String] = []

    init(needsSMTPUTF8: Bool, security: SMTPServer.Security) {
        self.needsSMTPUTF8 = needsSMTPUTF8
        awaitsTLS = security == .startTLS
    }

    /// Takes a command that went out. Of authentication nothing is looked at but that it is none of these.
    mutating func sent(_ command: some Collection<UInt8>) {
        if command.starts(with: "EHLO ".utf8) || command.starts(with: "HELO ".utf8) {
            enter(.greeting)
        } else if command.starts(with: "STARTTLS\r\n".utf8) {
            awaitsTLS = false
            enter(.greeting)
        } else if command.starts(with: "MAIL FROM:".utf8) {
            enter(.sender)
        } else if command.starts(with: "RCPT TO:".utf8) {
            enter(.recipient)
        } else if command.starts(with: "DATA\r\n".utf8) {
            enter(.data)
        } else if command.starts(with: "QUIT\r\n".utf8) {
            isOver = true
        }
    }

    /// Takes one line from the server. False: the dialogue must not go on.
    mutating func received(_ line: some Collection<UInt8>) -> Bool {
        guard !isOver else { return true }
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy(\.isDigit) else { return true }
        // An endless answer must not fill the memory.
        if lines.count < 100 { lines.append(String(decoding: line.dropFirst(4).prefix(500), as: UTF8.self)) }
        guard line.dropFirst(3).first != UInt8(ascii: "-") else { return true }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        reply = SMTPReply(code: code, text: lines.joined(separator: " ").singleLine(limit: 300))
        if phase == .greeting, code == 250 { objection = objectionToGreeting }
        lines = []
        return objection == nil
    }

    /// The first byte of the mail is about to be handed over.
    mutating func bodyBegan() { enter(.body) }

    /// The last byte of the mail was handed over; the dot follows.
    mutating func bodyEnded() { enter(.verdict) }

    /// What became of the mail. `problem` is what libcurl says; it counts only where the server said nothing.
    func delivery(_ problem: String) -> Delivery {
        if let objection { return objection }
        switch (phase, reply?.code ?? 0, reply?.text ?? "") {
        case (.verdict, 200..<300, _): return .sent(providerID: reply?.mailName ?? "")
        case (_, 400..<500, let text): return .retry(code: reply?.code, text: text)
        case (_, 500..<600, let text) where refusesSession: return .retry(code: reply?.code, text: text)
        case (_, 500..<600, let text): return .failed(code: reply?.code, text: text)
        case (.verdict, _, _): return .uncertain(text: explained(problem))
        default: return .retry(code: nil, text: explained(problem))
        }
    }

    /// Why a dialogue without a mail in it did not end well; nil when it did. `problem` is what libcurl says.
    func obstacle(_ problem: String) -> String? {
        switch objection {
        case .retry(_, let text), .failed(_, let text): return text
        default: break
        }
        if let reply, reply.code >= 400 { return "\(reply.code) \(reply.text)" }
        return problem.isEmpty ? nil : problem.singleLine(limit: 300)
    }

    /// Whether the server had gone, or was going, before any of the mail was on its way: on a connection that was kept
    /// from an earlier mail this says nothing about the server.
    var foundNobody: Bool {
        switch phase {
        case .connecting, .sender, .recipient, .data: objection == nil && (reply == nil || reply?.code == 421)
        case .greeting, .body, .verdict: false
        }
    }

    /// Whether the mail is being told of, and its addresses are not both taken yet.
    var isNamingAddresses: Bool { phase == .sender || phase == .recipient }

    /// Whether the mail has been begun on a connection that stands.
    var hasBegunMail: Bool { phase != .connecting && phase != .greeting }

    /// Whether the server has said of this mail that it does not take it, now or ever.
    var hasRefusedMail: Bool { hasBegunMail && (reply.map { $0.code >= 400 && $0.code != 421 } ?? false) }

    /// Whether the server's refusal is about us and not about this mail, as a wrong password is: before the sender is
    /// named, and 530, authentication required (RFC 4954 section 6), wherever it comes. All mail waits until that is
    /// mended.
    private var refusesSession: Bool { phase == .connecting || phase == .greeting || reply?.code == 530 }

    /// What the extensions that the server has just named lack.
    private var objectionToGreeting: Delivery? {
        let extensions = Set(lines.map { $0.prefix { !$0.isWhitespace }.uppercased() })
        if awaitsTLS {
            guard !extensions.contains("STARTTLS") else { return nil }
            return .retry(
                code: nil, text: "The mail server offers no encryption (STARTTLS), or somebody on the way hides it.")
        }
        guard needsSMTPUTF8, !extensions.contains("SMTPUTF8") else { return nil }
        return .failed(
            code: nil,
            text:
                "The mail server takes no addresses with letters beyond ASCII (SMTPUTF8): ask the customer for another."
        )
    }

    private func explained(_ problem: String) -> String {
        "\(problem) (while \(phase.rawValue))".singleLine(limit: 300)
    }

    private mutating func enter(_ next: Phase) {
        phase = next
        reply = nil
        lines = []
    }
}
