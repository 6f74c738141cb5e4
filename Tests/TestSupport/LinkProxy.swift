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

    public let port: Int
    private let listener: Int32
    private let target: String
    private let current = Atomic(Mode.passing.rawValue)
    private let isOver = Atomic(false)

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
        if ends[0].revents != 0, !pass(from: client, to: server) { return false }
        guard ends[1].revents != 0 else { return true }
        return mode == .passing && pass(from: server, to: client)
    }

    private func pass(from source: Int32, to sink: Int32) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(source, &bytes, bytes.count, 0)
        guard count > 0 else { return false }
        var done = 0
        while done < count {
            let sent = bytes.withUnsafeBytes {
                send(sink, $0.baseAddress.map { $0 + done }, count - done, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            done += sent
        }
        return true
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
