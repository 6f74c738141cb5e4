import Glibc
import Postgres

/// Drives a connection as the desk's loop does, until its request is answered or, while connecting, it is idle.
@discardableResult
func drive(_ connection: inout Connection) throws -> Reply {
    while true {
        switch try connection.advance() {
        case .replied(let reply): return reply
        case .waiting: pollOnce(connection)
        case .idle: throw NothingUnderWay()
        }
    }
}

struct NothingUnderWay: Error {}

/// One wait for what the connection is interested in, at most until its deadline or for ten seconds.
func pollOnce(_ connection: borrowing Connection) {
    var events: Int16 = 0
    if connection.interest.contains(.read) { events |= Int16(POLLIN) }
    if connection.interest.contains(.write) { events |= Int16(POLLOUT) }
    var descriptor = pollfd(fd: connection.socket, events: events, revents: 0)
    let limit = connection.deadline.map { ($0 - .now) / .milliseconds(1) } ?? 10_000
    _ = poll(&descriptor, 1, Int32(max(0, min(limit + 1, 10_000))))
}
