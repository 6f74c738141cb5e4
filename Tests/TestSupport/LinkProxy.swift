import Foundation
import Glibc
import Synchronization

/// A link to a server's Unix socket over TCP on loopback, that can be made to fail in the ways that links fail.
public final class LinkProxy: Sendable {
    public enum Mode: Int, Sendable {
        case passing
        /// Connections stay, new ones come about, and no byte passes any more, in either direction.
        case frozen
        /// What the client sends arrives; what the server answers does not, and the link breaks when it answers.
        case cuttingAnswers
        /// Links break, and new ones at once, too.
        case refusing
    }

    public enum Direction: Int, Sendable {
        case toServer, toClient
    }

    public let port: Int
    private let listener: Int32
    private let target: String
    private let current = Atomic(Mode.passing.rawValue)
    private let isOver = Atomic(false)
    private let pendingCut = Mutex<Cut?>(nil)

    private struct Cut {
        var direction: Direction
        /// How many bytes still pass before the link is cut.
        var rest: Int
    }

    /// To the socket of a database's server.
    public init(to database: TestDatabase) throws {
        target = "\(database.socketFolder)/.s.PGSQL.5432"
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = listener
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                bind(descriptor, place, length) == 0 && listen(descriptor, 32) == 0
                    && getsockname(descriptor, place, &length) == 0
            }
        }
        guard code else { throw POSIXError(.EADDRNOTAVAIL) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread { [self] in accept() }.start()
    }

    /// Ends the link for good. Its threads keep the object until then.
    public func close() {
        isOver.store(true, ordering: .relaxed)
        shutdown(listener, Int32(SHUT_RDWR))
    }

    public var mode: Mode {
        get { Mode(rawValue: current.load(ordering: .relaxed)) ?? .passing }
        set { current.store(newValue.rawValue, ordering: .relaxed) }
    }

    /// Cuts the link that next passes more than `count` bytes in that direction, after so many; new ones come about.
    public func cut(after count: Int, _ direction: Direction) {
        pendingCut.withLock { $0 = Cut(direction: direction, rest: count) }
    }

    /// Whether the cut was still to come; it will not come any more.
    public func takeCut() -> Bool {
        pendingCut.withLock { cut in
            defer { cut = nil }
            return cut != nil
        }
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            Thread { [self] in serve(client) }.start()
        }
        Glibc.close(listener)
    }

    private func serve(_ client: Int32) {
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer {
            Glibc.close(client)
            Glibc.close(server)
        }
        guard connectToTarget(server) else { return }
        while !isOver.load(ordering: .relaxed) {
            switch mode {
            case .refusing: return
            // There is no event to wait for but a change of mind.
            case .frozen: usleep(5_000)
            case .passing, .cuttingAnswers: guard pump(client, server) else { return }
            }
        }
    }

    /// Passes on what there is within 20 ms; false when the link is to end.
    private func pump(_ client: Int32, _ server: Int32) -> Bool {
        var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&ends, 2, 20) > 0 else { return true }
        // It may have been frozen meanwhile.
        let mode = mode
        if mode == .frozen || mode == .refusing { return mode == .frozen }
        if ends[0].revents != 0, !pass(from: client, to: server, .toServer) { return false }
        guard ends[1].revents != 0 else { return true }
        return mode == .passing && pass(from: server, to: client, .toClient)
    }

    private func pass(from source: Int32, to sink: Int32, _ direction: Direction) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let received = recv(source, &bytes, bytes.count, 0)
        guard received > 0 else { return false }
        let count = allowed(received, direction)
        var done = 0
        while done < count {
            let sent = bytes.withUnsafeBytes {
                send(sink, $0.baseAddress.map { $0 + done }, count - done, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            done += sent
        }
        return count == received
    }

    /// How many of so many bytes pass; fewer than all cut the link.
    private func allowed(_ count: Int, _ direction: Direction) -> Int {
        pendingCut.withLock { cut in
            guard let due = cut, due.direction == direction else { return count }
            cut = due.rest < count ? nil : Cut(direction: direction, rest: due.rest - count)
            return min(due.rest, count)
        }
    }

    private func connectToTarget(_ descriptor: Int32) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(target.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            for (index, byte) in path.enumerated() { room[index] = byte }
        }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}

extension TestDatabase {
    /// libpq's keywords for it by way of a link.
    public func keywords(through link: LinkProxy) -> [String: String] {
        keywords.merging(["host": "127.0.0.1", "port": "\(link.port)", "sslmode": "disable", "gssencmode": "disable"]) {
            _, other in other
        }
    }
}
