import Glibc

/// The mail process of this desk: started when the desk is up, ended by the closing of its standard input, started
/// again when it dies. Mail servers never keep the desk waiting.
struct MailChild: ~Copyable {
    typealias Time = ContinuousClock.Instant

    /// One running process.
    private struct Process {
        let id: pid_t
        /// Its standard input; closing it ends the process.
        let input: Int32
        /// Its standard error; it ends with the process.
        let errors: Int32
        let started: Time
        /// What it said last there.
        var words: [UInt8] = []
    }

    /// A process that dies sooner has something against being started at all.
    private static let shortLife = Duration.seconds(60)
    private static let longestPause = 60

    private let program: String
    private let arguments: [String]
    private let environment: [String]
    private var process: Process?
    private var failures = 0
    private var due: Time

    /// - Parameters:
    ///   - program: the path of the program; unless given this very one, even when its file has been replaced.
    ///   - arguments: begin with its name.
    ///   - environment: all of it, as `NAME=value`.
    ///   - start: when to start it first.
    init(program: String = "/proc/self/exe", arguments: [String], environment: [String], start: Time) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        due = start
    }

    /// Tells the process to end. It is not waited for, since a mail server may keep it: who lives on after this value
    /// reaps it by its `identifier`.
    deinit {
        if let process {
            close(process.input)
            close(process.errors)
        }
    }

    /// The number of the running process.
    var identifier: pid_t? { process?.id }

    /// The descriptor to poll for reading; -1: none.
    var descriptor: Int32 { process?.errors ?? -1 }

    var deadline: Time? {
        guard let process else { return due }
        return failures > 0 ? process.started + Self.shortLife : nil
    }

    enum News: Equatable {
        /// The process died, and dies again; in words for people.
        case stopped(String)
        /// After that it stayed.
        case runs
    }

    /// Starts the process when that is due and takes its end; tells once that it does not stay, and once that it does.
    mutating func advance(at now: Time) -> News? {
        guard let running = process else {
            if due <= now, !start(at: now) { fail(at: now) }
            return nil
        }
        guard hasEnded(), let ended = process else {
            guard failures > 0, running.started + Self.shortLife <= now else { return nil }
            failures = 0
            return .runs
        }
        process = nil
        close(ended.input)
        close(ended.errors)
        var status: Int32 = 0
        waitpid(ended.id, &status, 0)
        if ended.started + Self.shortLife < now { failures = 0 }
        fail(at: now)
        let words = String(decoding: ended.words, as: UTF8.self).split(separator: "\n").first ?? "it ended"
        return failures == 1 ? .stopped(String(words)) : nil
    }

    /// The next start is later with each failure, up to a minute.
    private mutating func fail(at now: Time) {
        failures += 1
        due = now + .seconds(min(Self.longestPause, 1 << min(failures, 6)))
    }

    /// Reads what the process says; true when it has ended.
    private mutating func hasEnded() -> Bool {
        guard let errors = process?.errors else { return false }
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(errors, &chunk, chunk.count)
            if count > 0 { process?.words = Array(chunk.prefix(count)) } else { return count == 0 }
        }
    }

    private mutating func start(at now: Time) -> Bool {
        guard let input = Channel(), let errors = Channel() else { return false }
        guard let id = spawn(input: input.reading, errors: errors.writing) else { return false }
        _ = fcntl(errors.reading, F_SETFL, O_NONBLOCK)
        process = Process(id: id, input: input.keepWriting(), errors: errors.keepReading(), started: now)
        return true
    }

    /// Starts the program with no signal blocked or ignored and in a process group of its own: what is typed
    /// at the terminal is not for it.
    private func spawn(input: Int32, errors: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var (words, settings) = (arguments.map { strdup($0) } + [nil], environment.map { strdup($0) } + [nil])
        defer { for text in words + settings { free(text) } }
        var id: pid_t = 0
        return posix_spawn(&id, program, &actions, &attributes, &words, &settings) == 0 ? id : nil
    }
}

/// A pipe of which each end is closed unless it is kept.
private struct Channel: ~Copyable {
    let reading: Int32
    let writing: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(reading)
        close(writing)
    }

    consuming func keepWriting() -> Int32 {
        let end = writing
        close(reading)
        discard self
        return end
    }

    consuming func keepReading() -> Int32 {
        let end = reading
        close(writing)
        discard self
        return end
    }
}
