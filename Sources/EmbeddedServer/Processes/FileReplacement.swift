import Glibc

/// Writes `path` whole or not at all, readable by its owner alone; a symbolic link of that name is replaced.
func replaceFile(_ path: String, with bytes: some Collection<UInt8>) throws(EmbeddedServerError) {
    let draft = "\(path).draft"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw EmbeddedServerError(errno: errno, path: path) }
    var code = writeAll(Array(bytes), to: descriptor) ? 0 : errno
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(draft, path) != 0 { code = errno }
    guard code != 0 else { return }
    unlink(draft)
    throw EmbeddedServerError(errno: code, path: path)
}

/// False, with `errno` set, when not all of it could be written.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
        let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
        if count < 0 && errno != EINTR { return false }
        done += max(0, count)
    }
    return true
}
