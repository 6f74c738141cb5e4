import Glibc

extension Cluster {
    /// Returns when the server accepts connections; makes and starts it as needed.
    ///
    /// Heals what a killed process leaves: a stale pid file or socket, a server on its way up or down, backends that
    /// outlive their crashed server for a moment.
    func ensureRunning(until deadline: ContinuousClock.Instant) throws(EmbeddedServerError) {
        var attempt: Attempt?
        while true {
            if let postmaster = Postmaster.running(in: place.data) {
                if postmaster.isReady { return }
            } else if !(attempt.map { Postmaster.isAlive($0.process) } ?? false) {
                let output = attempt.map { words(of: $0) }
                if let output, !output.contains("pre-existing shared memory block") {
                    throw EmbeddedServerError(program: "postgres", output: output, log: place.log, folder: place.base)
                }
                attempt = try launch()
            }
            guard ContinuousClock.now < deadline else { throw .timedOut(log: place.log) }
            pauseBriefly()
        }
    }

    /// A server that was launched and has not shown itself yet.
    private struct Attempt {
        var process: pid_t
        /// Where its output begins in the log.
        var logStart: Int
        /// What the shell said that launched it, such as why the log cannot be written.
        var shellWords: String
    }

    /// What a server that has ended said of it: one that was killed says nothing, and then the log's last line is all
    /// that there is to go by.
    private func words(of attempt: Attempt) -> String {
        let log = ServerLog(path: place.log)
        let words = attempt.shellWords + log.text(from: attempt.logStart)
        guard words.allSatisfy(\.isWhitespace) else { return words }
        let last = log.text(from: 0).split(separator: "\n").last.map { ", and its log ends with: \($0)" }
        return "it ended without a word\(last ?? "")"
    }

    private func launch() throws(EmbeddedServerError) -> Attempt {
        // Another process may have made the base a moment ago and not have opened it yet.
        if let obstacle = try account.open(wayTo: place.base) {
            throw .notTraversable(folder: obstacle, account: account.name)
        }
        let made = try madeVersion()
        let installation = try Installation.find(forClusterOf: made, at: place.data, environment: environment)
        if made == nil { try make(with: installation) }
        try removeStaleFiles()
        try writeConfiguration()
        let log = ServerLog(path: place.log)
        try log.bound()
        let start = log.size
        let command = account.command("\(installation.folder)/postgres", ["-D", place.data])
        // The shell ends at once and leaves the server to init: it is nobody's child and in a session of its own.
        let script = "umask 077; log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!"
        let shell = Program(
            path: "/bin/sh", arguments: ["-c", script, "sh", place.log, command.path] + command.arguments,
            environment: Self.programEnvironment)
        let outcome = try shell.run()
        // Which of the two the pipe has first is not sure: the number, or the complaint of a shell that cannot go on.
        let lines = outcome.output.split(separator: "\n")
        guard let process = lines.compactMap({ pid_t($0) }).first else {
            throw EmbeddedServerError(program: "sh", output: outcome.output, log: place.log, folder: place.base)
        }
        let words = lines.filter { pid_t($0) == nil }.map { "\($0)\n" }.joined()
        return Attempt(process: process, logStart: start, shellWords: words)
    }

    /// PostgreSQL refuses to start while the number in a pid file is alive, whichever program has that number now.
    private func removeStaleFiles() throws(EmbeddedServerError) {
        let socket = "\(place.socketFolder)/.s.PGSQL.\(ServerSettings.port)"
        for path in ["\(place.data)/postmaster.pid", socket, socket + ".lock"] {
            guard unlink(path) == 0 || errno == ENOENT else { throw EmbeddedServerError(errno: errno, path: path) }
        }
        try prepareSocketFolder()
    }

    /// In /tmp anybody may have made a folder of that name before: it must be ours and closed to others.
    private func prepareSocketFolder() throws(EmbeddedServerError) {
        let folder = place.socketFolder
        try Place.makeFolder(folder, mode: 0o700)
        var status = stat()
        let isOurs =
            lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_mode & 0o077 == 0
            && (status.st_uid == geteuid() || status.st_uid == account.user)
        guard isOurs else { throw .noPermission(path: folder) }
        try account.own(folder)
    }

    private func writeConfiguration() throws(EmbeddedServerError) {
        let path = place.data + "/postgresql.conf"
        try replaceFile(path, with: settings.configuration(socketFolder: place.socketFolder).utf8)
        try account.own(path)
    }
}
