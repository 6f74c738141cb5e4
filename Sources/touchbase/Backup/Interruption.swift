import Glibc
import Synchronization

/// Being told to end, by SIGINT, SIGTERM or SIGHUP, while other programs work for this one.
enum Interruption {
    private static let wasGiven = Atomic(false)

    /// From now on the signals end nothing by themselves. They are heard even if who started this program had blocked
    /// them.
    static func watch() {
        var heard = sigset_t()
        sigemptyset(&heard)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in Interruption.wasGiven.store(true, ordering: .relaxed) }
            sigaddset(&heard, number)
        }
        pthread_sigmask(SIG_UNBLOCK, &heard, nil)
    }

    static var isGiven: Bool { wasGiven.load(ordering: .relaxed) }
}
