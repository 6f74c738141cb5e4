import Glibc

/// Why a password file was not used. Nothing of what is in it is told.
public struct PasswordFileError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Problem: Error, Hashable, Sendable {
        /// With the `errno`.
        case unreadable(Int32)
        case notAFile
        /// Others than its owner can read or change it; its permission bits.
        case mode(UInt32)
        case empty
        case notOneLine
    }

    public let path: String
    public let problem: Problem

    public var description: String {
        switch problem {
        case .unreadable(let code): "The SMTP password file \(path) cannot be read: \(String(cString: strerror(code)))."
        case .notAFile: "The SMTP password file \(path) is no plain file."
        case .mode(let mode):
            "The SMTP password file \(path) has mode 0\(String(mode, radix: 8)); only its owner may read it: "
                + "chmod 600 \(path)"
        case .empty: "The SMTP password file \(path) is empty; put the password on its first line."
        case .notOneLine: "The SMTP password file \(path) must hold the password alone, on one line of UTF-8 text."
        }
    }
}
