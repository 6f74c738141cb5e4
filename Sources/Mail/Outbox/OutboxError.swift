import Glibc

/// Why a mail could not be written to the outbox folder.
public struct OutboxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The folder.
    public let path: String
    /// The `errno` of the call that failed.
    public let code: Int32

    public var description: String {
        "Cannot write mail to \(path): \(String(cString: strerror(code))). \(cure)"
    }

    private var cure: String {
        switch code {
        case ENOSPC, EDQUOT: "Free some space; the mail waits."
        case EACCES, EPERM, EROFS: "Make the folder writable for this user; the mail waits."
        case ENOENT, ENOTDIR: "Make the folder that it should be in; the mail waits."
        default: "The mail waits."
        }
    }
}
