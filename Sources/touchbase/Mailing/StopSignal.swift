import Glibc
import Synchronization

/// Being told to end: by SIGTERM, SIGINT or SIGHUP, or by standard input closing.
///
/// The signals are blocked but for the time of a wait, so that none falls between a look at the flag and the wait.
struct StopSignal {
    private static let wasTold = Atomic(false)
    private static let signals = [SIGTERM, SIGINT, SIGHUP]
    private let watchesInput: Bool

    init(watchingInput: Bool) {
        watchesInput = watchingInput
        for number in Self.signals { signal(number) { _ in StopSignal.wasTold.store(true, ordering: .relaxed) } }
        var mask = Self.mask
        pthread_sigmask(SIG_BLOCK, &mask, nil)
    }

    var isGiven: Bool { Self.wasTold.load(ordering: .relaxed) }

    /// Waits until `descriptor` (or none, when it is negative) can be read, the stop is given, or the time is over.
    func wait(for descriptor: Int32, within limit: Duration) {
        var readable = fd_set()
        let watched = [descriptor, watchesInput ? STDIN_FILENO : -1].filter { $0 >= 0 }
        for descriptor in watched { readable.insert(descriptor) }
        let milliseconds = Int(max(.zero, limit) / .milliseconds(1))
        var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        var none = sigset_t()
        sigemptyset(&none)
        let count = pselect((watched.max() ?? -1) + 1, &readable, nil, nil, &time, &none)
        guard count > 0, watchesInput, readable.contains(STDIN_FILENO) else { return }
        var byte: UInt8 = 0
        if read(STDIN_FILENO, &byte, 1) <= 0 { Self.wasTold.store(true, ordering: .relaxed) }
    }

    private static var mask: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in signals { sigaddset(&set, number) }
        return set
    }
}

/// What the macros of sys/select.h do: a bit for each of the descriptors 0 ..< 1024, on a little-endian machine.
extension fd_set {
    mutating func insert(_ descriptor: Int32) {
        withUnsafeMutableBytes(of: &self) { $0[Int(descriptor) / 8] |= 1 << (UInt8(descriptor % 8)) }
    }

    func contains(_ descriptor: Int32) -> Bool {
        withUnsafeBytes(of: self) { $0[Int(descriptor) / 8] & 1 << (UInt8(descriptor % 8)) != 0 }
    }
}
