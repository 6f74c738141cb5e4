import Foundation
import Glibc
import Synchronization

/// A mail server on a loopback port of the system's choice that misbehaves as it was told. It serves one connection
/// after the other, on a thread of its own.
final class ScriptedServer: Sendable {
    /// Where in the dialogue something is said.
    enum Moment: String, CaseIterable, Sendable {
        case greeting, hello = "EHLO", sender = "MAIL", recipient = "RCPT", data = "DATA", body, dot = ".", quit =
            "QUIT"

        fileprivate var usualAnswer: String {
            switch self {
            case .greeting: "220 test.example ESMTP"
            case .hello: "250-test.example\r\n250 8BITMIME"
            case .sender, .recipient: "250 2.1.0 Ok"
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
        /// The same again and again, until the other side gives up.
        case drip(String)
    }

    /// What one connection answers otherwise than usual.
    typealias Script = [Moment: Answer]

    let port: Int
    private let listener: Int32
    private let heard = Mutex<[[String]]>([])

    /// The commands of each connection; a mail is its text lines.
    var transcript: [[String]] { heard.withLock { $0 } }

    /// - Parameter scripts: of the connections in turn; the last one stays.
    init(_ scripts: Script...) throws {
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

    /// Refuses further connections; the thread ends with the one it has.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve(_ scripts: [Script]) {
        var index = 0
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            heard.withLock { $0.append([]) }
            Conversation(descriptor, scripts.isEmpty ? [:] : scripts[min(index, scripts.count - 1)]).lead { line in
                heard.withLock { $0[$0.count - 1].append(line) }
            }
            close(descriptor)
            index += 1
        }
        close(listener)
    }
}

/// One connection, from the greeting to its end.
private struct Conversation {
    private let descriptor: Int32
    private let script: ScriptedServer.Script
    private var pending: [UInt8] = []

    init(_ descriptor: Int32, _ script: ScriptedServer.Script) {
        self.descriptor = descriptor
        self.script = script
    }

    func lead(_ note: (String) -> Void) {
        var copy = self
        copy.run(note)
    }

    private mutating func run(_ note: (String) -> Void) {
        guard answer(.greeting) else { return }
        while let line = line() {
            note(line)
            let verb = line.prefix(4).uppercased()
            guard let moment = ScriptedServer.Moment(rawValue: verb == "HELO" ? "EHLO" : verb) else {
                guard say("500 what?") else { return }
                continue
            }
            guard answer(moment) else { return }
            if moment == .data { guard takeMail(note) else { return } }
            if moment == .quit { return }
        }
    }

    /// After DATA was allowed; false when the connection is over.
    private mutating func takeMail(_ note: (String) -> Void) -> Bool {
        if case .say(let text)? = script[.data], !text.hasPrefix("354") { return true }
        if script[.body] != nil { return line() != nil && answer(.body) }
        while let line = line() {
            note(line)
            if line == "." { return answer(.dot) }
        }
        return false
    }

    private mutating func answer(_ moment: ScriptedServer.Moment) -> Bool {
        switch script[moment] ?? .say(moment.usualAnswer) {
        case .say(let text): return say(text)
        case .sayAndDrop(let text):
            _ = say(text)
            return false
        case .drop: return false
        case .stall:
            while line() != nil {}
            return false
        case .drip(let text):
            while send(text) { usleep(50_000) }
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
