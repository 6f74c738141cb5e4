import Glibc

/// The owner of a descriptor with a `flock` lock, which the kernel releases when the process ends, however it ends.
struct FileLock: ~Copyable {
    enum Mode {
        case shared, exclusive
    }

    private let descriptor: Int32

    /// Opens `path`, made if need be and readable by its owner alone, and waits for the lock until `deadline`.
    init(
        _ path: String, _ mode: Mode, until deadline: ContinuousClock.Instant
    ) throws(EmbeddedServerError) {
        // Close-on-exec: the server must not inherit the lock, or it would never be released.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw EmbeddedServerError(errno: errno, path: path) }
        while !lock(mode) {
            guard ContinuousClock.now < deadline else {
                throw .busy(lock: path)
            }
            pauseBriefly()
        }
    }

    deinit {
        if descriptor >= 0 { Glibc.close(descriptor) }
    }

    /// Takes the lock, or changes its mode, if that needs no waiting (`flock`); when it fails an old lock is lost.
    func lock(_ mode: Mode) -> Bool {
        flock(descriptor, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0
    }
}

/// The pace at which files and processes are looked at that offer no event to wait for: 5 ms.
func pauseBriefly() {
    usleep(5_000)
}
