import Glibc

/// What of a socket a connection waits for, to be told to `poll`.
public struct Interest: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let read = Interest(rawValue: 1)
    public static let write = Interest(rawValue: 2)
}

extension Interest {
    /// Waits until `socket` is ready for this, or has failed, at most so many milliseconds (`poll`).
    @discardableResult
    func isMet(on socket: Int32, within milliseconds: Int32 = 0) -> Bool {
        var events: Int16 = 0
        if contains(.read) { events |= Int16(POLLIN) }
        if contains(.write) { events |= Int16(POLLOUT) }
        var descriptor = pollfd(fd: socket, events: events, revents: 0)
        return poll(&descriptor, 1, milliseconds) > 0
    }
}
