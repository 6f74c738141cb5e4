import Glibc

/// The addresses of some hosts, looked up on a thread of its own: the C library's look-up waits for the network, and
/// libpq's own would make a desk wait with it, for as long as the resolver likes.
///
/// The thread shares nothing with us but a pair of sockets: what it finds comes as text, its end is the end. Whoever
/// loses interest lets the object go; the thread then ends by itself.
final class NameLookup: Sendable {
    /// Gives the numeric addresses of a host, in the order in which to try them; waits.
    typealias Resolver = @Sendable (String) -> [String]

    /// Readable when there is news.
    let descriptor: Int32

    /// Begins to look up; nil when the system has no sockets or threads left.
    init?(_ names: [String], by resolver: @escaping Resolver = NameLookup.addresses) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            return nil
        }
        descriptor = ends[0]
        let errand = Unmanaged.passRetained(Errand(names, resolver, answerTo: ends[1]))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { Errand.run($0) }, errand.toOpaque())
        guard code == 0 else {
            errand.release()
            return nil
        }
        pthread_detach(thread)
    }

    deinit {
        close(descriptor)
    }

    /// Reads what has come, without waiting: addresses by name once all have been looked up, before that nil.
    func advance(_ text: inout String) -> [String: [String]]? {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return nil }
            if count <= 0 { break }
            text += String(decoding: chunk.prefix(count), as: UTF8.self)
        }
        var found: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            found[words[0]] = Array(words.dropFirst())
        }
        return found
    }

    /// As `getaddrinfo` gives them for TCP.
    @Sendable static func addresses(of name: String) -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        return sequence(first: first, next: { $0?.pointee.ai_next }).compactMap { entry in
            guard let entry else { return nil }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let code = getnameinfo(
                entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            return code == 0
                ? String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
        }
    }
}

/// What the thread has to do; it alone has it from its start on.
private final class Errand {
    private let names: [String]
    private let resolver: NameLookup.Resolver
    private let descriptor: Int32

    init(_ names: [String], _ resolver: @escaping NameLookup.Resolver, answerTo descriptor: Int32) {
        self.names = names
        self.resolver = resolver
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        // Signals are for the thread that began it all.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        let errand = Unmanaged<Errand>.fromOpaque(context).takeRetainedValue()
        for name in errand.names {
            let line = Array("\(([name] + errand.resolver(name)).joined(separator: " "))\n".utf8)
            // Without a signal when nobody listens any more.
            guard send(errand.descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else { break }
        }
        return nil
    }
}
