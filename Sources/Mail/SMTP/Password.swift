import Glibc

/// What proves to the mail server who we are. It is shown nowhere.
public struct Password: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let secret: String

    public var description: String { "(password)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Reads it from a file that its owner alone may read (mode 0600 or 0400); one line end after it is not part of it.
    public init(file path: String) throws(PasswordFileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw PasswordFileError(path: path, problem: .unreadable(errno)) }
        defer { close(descriptor) }
        do {
            try Self.checkMode(of: descriptor)
            secret = try Self.secret(in: try Self.read(descriptor))
        } catch {
            throw PasswordFileError(path: path, problem: error)
        }
    }

    private static func checkMode(of descriptor: Int32) throws(PasswordFileError.Problem) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        let mode = status.st_mode & 0o7777
        guard mode == 0o600 || mode == 0o400 else { throw .mode(mode) }
    }

    /// At most 1 KiB and a byte, which no password has.
    private static func read(_ descriptor: Int32) throws(PasswordFileError.Problem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1025)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .unreadable(errno) }
        return Array(bytes.prefix(count))
    }

    private static func secret(in bytes: [UInt8]) throws(PasswordFileError.Problem) -> String {
        var line = bytes[...]
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty else { throw .empty }
        guard line.count <= 1024, line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
            let secret = String(validating: line, as: UTF8.self)
        else { throw .notOneLine }
        return secret
    }
}
