import Glibc

/// The owner of a pipe's two ends.
struct Pipe: ~Copyable {
    private(set) var readEnd: Int32
    private(set) var writeEnd: Int32

    init() throws(EmbeddedServerError) {
        var ends: [Int32] = [-1, -1]
        let code = pipe(&ends) == 0 ? 0 : errno
        readEnd = ends[0]
        writeEnd = ends[1]
        for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        guard code == 0 else { throw EmbeddedServerError(errno: code, path: "a pipe") }
    }

    deinit {
        if readEnd >= 0 { close(readEnd) }
        if writeEnd >= 0 { close(writeEnd) }
    }

    /// Writes what fits into an empty pipe; false when it does not.
    func write(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBytes { Glibc.write(writeEnd, $0.baseAddress, $0.count) } == text.utf8.count
    }

    mutating func closeWriteEnd() {
        close(writeEnd)
        writeEnd = -1
    }
}

extension Pipe {
    mutating func closeBoth() {
        close(readEnd)
        readEnd = -1
        closeWriteEnd()
    }

    /// Reads until all writers are gone, the deadline has passed, or it is to stop. Keeps the last 64 KiB.
    ///
    /// In the last two cases it calls `expire`, which should end the writers. It does not wait for them: one that we did
    /// not start may have inherited the other end and keep it for ever.
    ///
    /// - Parameter isStopped: asked every tenth of a second; nil: it never is to.
    func readToEnd(
        until deadline: ContinuousClock.Instant, isStopped: (() -> Bool)? = nil, expire: () -> Void
    ) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            var descriptor = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
            let rest = max(0, (deadline - .now) / .milliseconds(1))
            let ready = poll(&descriptor, 1, Int32(min(rest + 1, isStopped == nil ? 3_600_000 : 100)))
            if ready == 0 && deadline <= .now || isStopped?() == true {
                expire()
                break
            }
            guard ready > 0 else { continue }
            let count = read(readEnd, &chunk, chunk.count)
            if count == 0 || (count < 0 && errno != EINTR) { break }
            bytes = (bytes + chunk.prefix(max(0, count))).suffix(65_536)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
