import FoundationEssentials
import Glibc

/// Files and folders that a program makes on its way and takes away at its end, unless it was killed. What a practice's
/// customers have entrusted to it is in them, so nobody is to find them later.
struct Leftovers {
    let folder: String
    /// Their names go on with the number of the process that made them.
    let beginning: String

    /// For this process.
    var own: String { "\(folder)/\(beginning)\(getpid())" }

    /// Removes those of processes that are no more.
    func clear() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/")) ?? [] {
            guard name.hasPrefix(beginning), let process = pid_t(name.dropFirst(beginning.count)), Self.isOver(process)
            else { continue }
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    /// Whoever had our own number before us is no more, either.
    private static func isOver(_ process: pid_t) -> Bool {
        process > 0 && (process == getpid() || kill(process, 0) != 0 && errno == ESRCH)
    }
}
