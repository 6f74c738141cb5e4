import Glibc

/// Listens on loopback and says nothing: connections come about by the kernel's grace, and no more of them when full.
public final class SilentServer {
    private let listener: Int32
    private var fillers: [Int32] = []
    public let port: Int

    public init(isFull: Bool = false) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        try Self.call(bind, listener, &address)
        listen(listener, isFull ? 0 : 8)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isFull else { return }
        // The queue takes a few more than it says; it is full when the next one's first packet gets no answer.
        var isAnswered = true
        while isAnswered {
            let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK, 0)
            try? Self.call(connect, filler, &address)
            fillers.append(filler)
            var state = pollfd(fd: filler, events: Int16(POLLOUT), revents: 0)
            isAnswered = poll(&state, 1, 100) > 0
        }
    }

    deinit {
        for descriptor in fillers + [listener] { close(descriptor) }
    }

    struct Refused: Error {
        var code: Int32
    }

    private static func call(
        _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ descriptor: Int32,
        _ address: inout sockaddr_in
    ) throws {
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Refused(code: errno) }
    }
}
