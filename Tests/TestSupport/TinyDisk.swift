import Foundation
import Glibc

/// A disk of its own for one test (tmpfs), so small that it can be filled. Only root may mount one.
public final class TinyDisk {
    public let path: String

    /// Mounts it at `path`, which is made.
    public init(at path: String, megabytes: Int) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=755") == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
    }

    deinit {
        unmount()
    }

    /// Whether this process may mount anything.
    public static let isAllowed: Bool = {
        guard let folder = try? TemporaryFolder() else { return false }
        return (try? TinyDisk(at: "\(folder.path)/disk", megabytes: 1)) != nil
    }()

    /// Leaves no byte free.
    public func fill() throws {
        let file = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND, 0o600)
        guard file >= 0 else { throw POSIXError(.EIO) }
        defer { close(file) }
        // Large pieces first: the last page takes small ones.
        for size in [1 << 20, 1 << 12] {
            let zeros = [UInt8](repeating: 0, count: size)
            while write(file, zeros, size) > 0 {}
        }
    }

    /// Frees what `fill` took.
    public func free() {
        unlink(filler)
    }

    public func unmount() {
        umount2(path, Int32(MNT_DETACH))
    }

    private var filler: String { "\(path)/filler" }
}
