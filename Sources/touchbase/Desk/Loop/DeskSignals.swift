import Glibc
import Synchronization

/// The signals that concern a desk. They are blocked but for the time of the loop's wait, so that none falls between a
/// look at its flag and the wait; SIGWINCH, which ncurses hears, is among them for the same reason. When the value goes
/// they do again what they did.
struct DeskSignals: ~Copyable {
    private static let ending = Atomic<Int32>(0)
    private static let suspension = Atomic(false)
    private static let continuation = Atomic(false)
    private static let blocked = [SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH]

    /// Before the terminal is taken: ncurses leaves alone what has a handler already.
    init() {
        for number in [SIGTERM, SIGHUP, SIGINT] {
            signal(number) { DeskSignals.ending.store($0, ordering: .relaxed) }
        }
        signal(SIGTSTP) { _ in DeskSignals.suspension.store(true, ordering: .relaxed) }
        signal(SIGCONT) { _ in DeskSignals.continuation.store(true, ordering: .relaxed) }
        // A database or a mail process that is gone is told by the write that fails.
        signal(SIGPIPE, SIG_IGN)
        var mask = Self.mask
        pthread_sigmask(SIG_BLOCK, &mask, nil)
    }

    deinit {
        for number in [SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT] { signal(number, SIG_DFL) }
        var mask = Self.mask
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    }

    /// The signal that asks the desk to end; nil: none has come.
    var ending: Int32? {
        let number = Self.ending.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Whether somebody asked the desk to stop, as Ctrl-Z does, since the last call.
    func takeSuspension() -> Bool { Self.suspension.exchange(false, ordering: .relaxed) }

    /// Whether the desk was stopped and goes on since the last call.
    func takeContinuation() -> Bool { Self.continuation.exchange(false, ordering: .relaxed) }

    /// Waits until a descriptor is ready, a signal comes, or the time has come (nil: never), and tells in the
    /// descriptors what they are ready for.
    func wait(for descriptors: inout [pollfd], until deadline: ContinuousClock.Instant?) {
        var (readable, writable) = (fd_set(), fd_set())
        for one in descriptors where one.fd >= 0 {
            if one.events & Int16(POLLIN) != 0 { readable.insert(one.fd) }
            if one.events & Int16(POLLOUT) != 0 { writable.insert(one.fd) }
        }
        var none = sigset_t()
        sigemptyset(&none)
        let highest = descriptors.map(\.fd).max() ?? -1
        if let deadline {
            // Rounded up: a wait that ends just before the deadline would be followed by one of no length at all.
            let milliseconds = max(0, Int((deadline - .now) / .milliseconds(1)) + 1)
            var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
            pselect(highest + 1, &readable, &writable, nil, &time, &none)
        } else {
            pselect(highest + 1, &readable, &writable, nil, nil, &none)
        }
        // Unlike pselect, poll tells a descriptor that has hung up from one that has something to say.
        poll(&descriptors, nfds_t(descriptors.count), 0)
    }

    /// Ends the process as the signal that ended the desk would have without a handler, so that who waits for it sees
    /// by what; does nothing when there was none.
    static func passOn() {
        let number = ending.load(ordering: .relaxed)
        guard number != 0 else { return }
        raise(number)
    }

    private static var mask: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in blocked { sigaddset(&set, number) }
        return set
    }
}
