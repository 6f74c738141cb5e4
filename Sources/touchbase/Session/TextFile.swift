import Glibc

/// A text file that a person wrote.
enum TextFile {
    /// The contents of a file of at most 1 MiB of UTF-8.
    static func contents(of path: String) throws(TextFileError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TextFileError(path: path, problem: .unreadable(errno)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= 1 << 20 {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw TextFileError(path: path, problem: .unreadable(errno)) }
            if count == 0 { break }
            bytes += chunk.prefix(count)
        }
        guard bytes.count <= 1 << 20 else { throw TextFileError(path: path, problem: .tooLarge) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TextFileError(path: path, problem: .notUTF8)
        }
        return text
    }
}

/// A text file that cannot be read or written.
struct TextFileError: Error {
    enum Problem {
        /// With the `errno`.
        case unreadable(Int32)
        case tooLarge
        case notUTF8
        /// With the `errno`.
        case unwritable(Int32)
    }

    var path: String
    var problem: Problem

    var isMissing: Bool {
        if case .unreadable(ENOENT) = problem { true } else { false }
    }

    /// Nothing is wrong with the file but who may read it.
    var isForbidden: Bool {
        if case .unreadable(let code) = problem { [EACCES, EPERM].contains(code) } else { false }
    }

    var text: String {
        let name = path.isEmpty ? "\"\"" : path
        return switch problem {
        case .unreadable(let code): "\(name) cannot be read: \(String(cString: strerror(code)))."
        case .tooLarge: "\(name) is larger than 1 MiB, and so it is not the file that is meant."
        case .unwritable(let code): "\(name) cannot be written: \(String(cString: strerror(code)))."
        case .notUTF8: "\(name) is not UTF-8 text: save it as UTF-8."
        }
    }
}
