import FoundationEssentials
import Glibc

/// What `postmaster.pid` says of the server (PostgreSQL's `src/include/utils/pidfile.h`), whoever wrote it.
struct Postmaster: Equatable {
    var process: pid_t
    var socketFolder: String
    /// `starting`, `ready`, `stopping`, `standby`; empty early on.
    var state: String

    var isReady: Bool { state == "ready" }

    /// nil when there is no such file, or nothing of use in it.
    init?(data: String) {
        guard let text = try? String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let process = pid_t(lines[0]), process > 0 else { return nil }
        self.process = process
        socketFolder = lines.count > 4 ? String(lines[4]) : ""
        state = lines.count > 7 ? String(lines[7].prefix { $0 != " " }) : ""
    }

    /// The server of the cluster in `data` that really runs; a file left behind by a dead one does not count.
    static func running(in data: String) -> Postmaster? {
        guard let postmaster = Postmaster(data: data), isServer(postmaster.process, of: data) else { return nil }
        return postmaster
    }

    /// Whether a process is the server for `data`: its number alone may by now be another program's.
    ///
    /// The command line can be read by all; the working folder also survives a move of the cluster.
    static func isServer(_ process: pid_t, of data: String) -> Bool {
        let words = commandLine(process)
        guard let program = words.first, program.hasSuffix("postgres") else { return false }
        let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
        return words.contains(data) || folder == data
    }

    /// Whether a process runs; a dead one that nobody has reaped (as in containers) is a zombie.
    ///
    /// Its state says so, the third field of `/proc/PID/stat` after a name in brackets. An empty command line does not:
    /// it is empty for a moment in every `exec`, too.
    static func isAlive(_ process: pid_t) -> Bool {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return false }
        let state = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.first { $0 != " " }
        return state.map { $0 != "Z" && $0 != "X" } ?? false
    }

    private static func commandLine(_ process: pid_t) -> [String] {
        let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
