import FoundationEssentials
import Glibc

/// One run of a program to its end: in a session of its own, so that the terminal's Ctrl-C does not reach it.
struct Program {
    var path: String
    var arguments: [String]
    var environment: [String: String] = [:]

    struct Outcome {
        /// Exit status; 128 + the signal when one ended it.
        var status: Int32
        /// Standard output and error together; only the last 64 KiB are kept.
        var output: String
    }

    /// Runs it with `input` (at most a pipe's 64 KiB) on standard input, in the root folder, which every user may enter.
    ///
    /// Descriptors above 2 are closed, signals are as for a fresh program. Killed after `limit`, or when it is to stop,
    /// with status 137.
    func run(
        input: String = "", within limit: Duration = .seconds(120), isStopped: (() -> Bool)? = nil
    ) throws(EmbeddedServerError) -> Outcome {
        var inputPipe = try Pipe()
        var outputPipe = try Pipe()
        guard inputPipe.write(input) else { throw EmbeddedServerError(errno: errno, path: path) }
        let process = try spawn(inputPipe, outputPipe)
        inputPipe.closeBoth()
        outputPipe.closeWriteEnd()
        let output = outputPipe.readToEnd(until: .now + limit, isStopped: isStopped) { kill(-process, SIGKILL) }
        return Outcome(status: Self.wait(for: process), output: output)
    }

    private func spawn(_ input: borrowing Pipe, _ output: borrowing Pipe) throws(EmbeddedServerError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.readEnd, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output.writeEnd, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output.writeEnd, STDERR_FILENO)
        for descriptor in Self.openDescriptors where descriptor > STDERR_FILENO {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | Self.newSession)

        let words = ["sh", "-c", "cd / && exec \"$@\"", "sh", path] + arguments
        let argumentList = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argumentList + variables).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, argumentList, variables)
        guard code == 0 else { throw EmbeddedServerError(errno: code, path: path) }
        return process
    }

    /// `POSIX_SPAWN_SETSID`, which glibc's header shows to GNU sources only.
    private static let newSession: Int16 = 0x80

    private static var openDescriptors: [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
