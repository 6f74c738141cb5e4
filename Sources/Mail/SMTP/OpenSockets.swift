import CCurl
import Glibc

/// The sockets that libcurl has opened. While a transfer pauses libcurl does not look at its own, and it tells which one
/// that is by its port alone.
final class OpenSockets {
    /// Some may be closed, or another file by now.
    private var descriptors: Set<Int32> = []

    /// Has the sockets of `handle` noted, for as long as that lives.
    func watch(_ handle: borrowing EasyHandle) throws(CurlError) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try CurlError.check(ccurl_set_socket_watcher(handle.pointer, noteSocket, context))
    }

    fileprivate func note(_ descriptor: Int32) { descriptors.insert(descriptor) }

    /// Whether something has come in on the connection with that port of ours, were it the other side's farewell.
    func hasInput(onPort port: Int) -> Bool {
        guard let descriptor = descriptor(onPort: port) else { return false }
        var question = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&question, 1, 0) != 0
    }

    /// Sees to it that nothing more is sent on the connection with that port of ours, whatever libcurl may want.
    func shut(onPort port: Int) {
        if let descriptor = descriptor(onPort: port) { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    private func descriptor(onPort port: Int) -> Int32? { descriptors.first { Self.port(of: $0) == port } }

    /// `getsockname`: an address of IPv4 and one of IPv6 have the port in the same place. Nil: it is no such socket.
    private static func port(of descriptor: Int32) -> Int? {
        var address = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) == 0 }
        }
        guard isKnown, [sa_family_t(AF_INET), sa_family_t(AF_INET6)].contains(address.sin6_family) else { return nil }
        return Int(UInt16(bigEndian: address.sin6_port))
    }
}

/// `CURLOPT_SOCKOPTFUNCTION`: libcurl has opened a socket.
private let noteSocket: curl_sockopt_callback = { context, descriptor, _ in
    if let context { Unmanaged<OpenSockets>.fromOpaque(context).takeUnretainedValue().note(descriptor) }
    return Int32(CURL_SOCKOPT_OK)
}
