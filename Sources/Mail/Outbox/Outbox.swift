import Availability
import Booking
import Glibc

/// Where mails go when there is no mail server: a folder of `.eml` files that any mail program opens.
///
/// A file is there whole or not at all, and is readable for its owner alone. A mail that is delivered twice is written
/// to the same file.
public struct Outbox: MailTransport, Sendable {
    public let folder: String

    /// - Parameter folder: made on first use, with the folders that it is in.
    public init(folder: String) {
        self.folder = folder
    }

    public mutating func deliver(
        _ mail: EncodedMessage, before next: EncodedMessage?, once mayEnd: () -> Bool
    ) -> Delivery {
        guard mayEnd() else { return .broughtToNoEnd }
        do {
            return .sent(providerID: try write(mail))
        } catch {
            return .retry(code: nil, text: error.description.singleLine(limit: 300))
        }
    }

    /// Nothing is ever made ready.
    public mutating func forgetNext() {}

    /// Writes the mail and returns the name of its file.
    public func write(_ mail: EncodedMessage) throws(OutboxError) -> String {
        try makeFolder(folder)
        let name = mail.fileName
        var template = Array("\(folder)/.\(name).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure() }
        do throws(OutboxError) {
            defer { close(descriptor) }
            try write(mail.bytes, to: descriptor)
            guard fsync(descriptor) == 0, rename(template, "\(folder)/\(name)") == 0 else { throw failure() }
        } catch {
            unlink(template)
            throw error
        }
        try syncFolder()
        return name
    }

    /// Makes the folder, and tries whether files can be written to it: before any mail has to wait for that.
    public func prepare() throws(OutboxError) {
        try makeFolder(folder)
        var template = Array("\(folder)/.touchbase-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure() }
        close(descriptor)
        unlink(template)
    }

    /// For its owner alone; those that it is in, too, where they are missing.
    private func makeFolder(_ path: String) throws(OutboxError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        let code = errno
        guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw OutboxError(path: folder, code: code)
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure() }
    }

    func write(_ bytes: [UInt8], to descriptor: Int32) throws(OutboxError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written >= 0 || errno == EINTR else { throw failure() }
            rest = rest.dropFirst(max(written, 0))
        }
    }

    /// Without it a new name can be gone after a power cut.
    private func syncFolder() throws(OutboxError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    private func failure() -> OutboxError { OutboxError(path: folder, code: errno) }
}

extension EncodedMessage {
    /// `20260505T142000Z-K7M2QX-9f3a61c20b7d4e15.eml`: sorts by time; the last part tells mails of one second apart.
    fileprivate var fileName: String {
        let utc = ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC")
        let time = utc.rfc3339(date).prefix(19).filter { $0 != "-" && $0 != ":" }
        return "\(time)Z-\(reference?.description ?? "000000")-\(id.hash).eml"
    }
}
