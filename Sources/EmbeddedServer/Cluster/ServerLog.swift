import FoundationEssentials
import Glibc

/// The file that the server's standard error goes to.
struct ServerLog {
    var path: String
    /// At this size the log moves to `<path>.old`: two files of it bound what is kept.
    static let limit = 1_048_576

    /// Bytes in it now; 0 when there is none.
    var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Copies a log grown too long away and empties it, so that a running server goes on writing into the same file.
    func bound() throws(EmbeddedServerError) {
        guard size > Self.limit else { return }
        try replaceFile(path + ".old", with: contents(from: size - Self.limit))
        guard truncate(path, 0) == 0 else { throw EmbeddedServerError(errno: errno, path: path) }
    }

    /// Adds to it what can be added: on a full disk nothing can.
    func append(_ text: String) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        _ = writeAll(Array(text.utf8), to: descriptor)
    }

    /// What was written after `offset`.
    func text(from offset: Int) -> String {
        String(decoding: contents(from: offset), as: UTF8.self)
    }

    private func contents(from offset: Int) -> Data {
        (FileManager.default.contents(atPath: path) ?? Data()).dropFirst(offset)
    }
}
