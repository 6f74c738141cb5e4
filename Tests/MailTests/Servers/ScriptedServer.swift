import Foundation
import Glibc
import Synchronization

/// A mail server on a loopback port of the system's choice that misbehaves as it was told, on threads of its own.
final class ScriptedServer: Sendable {
    /// Where in the dialogue something is said.
    enum Moment: String, CaseIterable, Sendable {
        case greeting, hello = "EHLO", sender = "MAIL", recipient = "RCPT", data = "DATA", body, dot = ".", noop =
            "NOOP", quit = "QUIT"

        fileprivate var usualAnswer: String {
            switch self {
            case .greeting: "220 test.example ESMTP"
            case .hello: "250-test.example\r\n250 8BITMIME"
            case .sender, .recipient, .noop: "250 2.1.0 Ok"
            case .data: "354 go ahead"
            case .body: ""
            case .dot: "250 2.0.0 Ok: queued as T1"
            case .quit: "221 bye"
            }
        }
    }

    enum Answer: Sendable {
        case say(String)
        case sayAndDrop(String)
        case drop
        /// Nothing, until the other side gives up.
        case stall
        /// Nothing from there on, where the mail is to that address.
        case stallFor(String)
        /// The same again and again, until the other side gives up.
        case drip(String)
        /// Done, and answered as usual.
        case meanwhile(@Sendable () -> Void)
        /// As usual at first; the next time that is done, and then the connection is over.
        case dropNextTime(@Sendable () -> Void)
    }

    /// What one connection answers otherwise than usual.
    typealias Script = [Moment: Answer]

    let port: Int
    private let listener: Int32
    private let heard = Mutex<[[String]]>([])
    private let ended = Mutex(0)
    private let isSerial: Bool

    /// The commands of each connection; a mail is its text lines.
    var transcript: [[String]] { heard.withLock { $0 } }

    /// How many connections are over.
    var endedConnections: Int { ended.withLock { $0 } }

    /// - Parameters:
    ///   - scripts: of the connections in turn; the last one stays.
    ///   - serial: whether a connection is greeted when the one before is over.
    init(_ scripts: Script..., serial: Bool = false) throws {
        isSerial = serial
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isListening = withUnsafeMutableBytes(of: &address) { bytes in
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!
            return bind(listener, address, length) == 0 && listen(listener, 8) == 0
                && getsockname(listener, address, &length) == 0
        }
        guard isListening else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self, scripts] in serve(scripts) }
    }

    /// Refuses further connections.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve(_ scripts: [Script]) {
        var index = 0
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            heard.withLock { $0.append([]) }
            let (number, script) = (index, scripts.isEmpty ? [:] : scripts[min(index, scripts.count - 1)])
            if isSerial {
                lead(descriptor, number, script)
            } else {
                Thread.detachNewThread { [self] in lead(descriptor, number, script) }
            }
            index += 1
        }
        close(listener)
    }

    private func lead(_ descriptor: Int32, _ number: Int, _ script: Script) {
        Conversation(descriptor, script).lead { line in heard.withLock { $0[number].append(line) } }
        close(descriptor)
        ended.withLock { $0 += 1 }
    }
}

/// One connection, from the greeting to its end.
private struct Conversation {
    private let descriptor: Int32
    private let script: ScriptedServer.Script
    private var pending: [UInt8] = []
    /// The last one that was named.
    private var recipient = ""
    /// What came before, of what goes wrong the next time.
    private var met: Set<ScriptedServer.Moment> = []

    init(_ descriptor: Int32, _ script: ScriptedServer.Script) {
        self.descriptor = descriptor
        self.script = script
    }

    func lead(_ note: (String) -> Void) {
        var copy = self
        copy.run(note)
    }

    private mutating func run(_ note: (String) -> Void) {
        guard answer(.greeting, note) else { return }
        while let line = line() {
            note(line)
            if line.hasPrefix("RCPT TO:") { recipient = line }
            let verb = line.prefix(4).uppercased()
            guard let moment = ScriptedServer.Moment(rawValue: verb == "HELO" ? "EHLO" : verb) else {
                guard say("500 what?") else { return }
                continue
            }
            guard answer(moment, note) else { return }
            if moment == .data { guard takeMail(note) else { return } }
            if moment == .quit { return }
        }
    }

    /// After DATA was allowed; false when the connection is over.
    private mutating func takeMail(_ note: (String) -> Void) -> Bool {
        if case .say(let text)? = script[.data], !text.hasPrefix("354") { return true }
        if script[.body] != nil { return line() != nil && answer(.body, note) }
        while let line = line() {
            note(line)
            if line == "." { return answer(.dot, note) }
        }
        return false
    }

    private mutating func answer(_ moment: ScriptedServer.Moment, _ note: (String) -> Void) -> Bool {
        switch script[moment] ?? .say(moment.usualAnswer) {
        case .say(let text): return say(text)
        case .sayAndDrop(let text):
            _ = say(text)
            return false
        case .drop: return false
        case .stallFor(let address) where !recipient.contains(address): return say(moment.usualAnswer)
        case .stall, .stallFor:
            while let line = line() { note(line) }
            return false
        case .drip(let text):
            while send(text) { usleep(50_000) }
            return false
        case .meanwhile(let event):
            event()
            return say(moment.usualAnswer)
        case .dropNextTime where met.insert(moment).inserted: return say(moment.usualAnswer)
        case .dropNextTime(let event):
            event()
            return false
        }
    }

    private func say(_ text: String) -> Bool { send("\(text)\r\n") }

    private func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    private mutating func line() -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeFirst(end + 1) }
                return String(decoding: pending[..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
            }
            var part = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &part, part.count, 0)
            guard count > 0 else { return nil }
            pending += part.prefix(count)
        }
    }
}
