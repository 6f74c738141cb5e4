import FoundationEssentials
import Glibc

/// One cluster and the programs that serve it. Every change here is made by a process that holds the place's lock.
struct Cluster {
    var place: Place
    var account: Account
    var settings: ServerSettings
    var environment: [String: String]

    init(_ place: Place, settings: ServerSettings, environment: [String: String]) throws(EmbeddedServerError) {
        self.place = place
        self.settings = settings
        self.environment = environment
        account = try Account.forCluster(in: place.data)
    }

    /// A PostgreSQL program of `installation`, run as the server's user, with nothing of our own environment, and not
    /// to outlive us.
    func program(_ installation: Installation, _ name: String, _ arguments: [String]) -> Program {
        let command = account.command("\(installation.folder)/\(name)", arguments, diesWithUs: true)
        return Program(path: command.path, arguments: command.arguments, environment: Self.programEnvironment)
    }

    /// English, so that errors can be told apart; no `PG…` variable may lead the programs elsewhere.
    static let programEnvironment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]

    /// The major version that made the cluster; nil when there is none yet.
    func madeVersion() throws(EmbeddedServerError) -> Int? {
        var status = stat()
        guard stat(place.data, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw EmbeddedServerError(errno: errno, path: place.data)
        }
        guard access(place.data, R_OK | X_OK) == 0 else { throw .noPermission(path: place.data) }
        guard let text = try? String(contentsOfFile: place.version, encoding: .utf8),
            let version = Int(text.prefix { $0 != "\n" })
        else { throw .notACluster(folder: place.data) }
        return version
    }

    /// Ends the server, if it runs, as a fast shutdown: sessions are cut, everything committed is kept.
    func stop(until deadline: ContinuousClock.Instant) throws(EmbeddedServerError) {
        guard let postmaster = Postmaster.running(in: place.data) else { return }
        guard kill(postmaster.process, SIGINT) == 0 || errno == ESRCH else {
            throw EmbeddedServerError(errno: errno, path: place.data)
        }
        while Postmaster.isServer(postmaster.process, of: place.data) {
            guard ContinuousClock.now < deadline else { throw .timedOut(log: place.log) }
            pauseBriefly()
        }
        if place.socketFolder != place.base + "/socket" { rmdir(place.socketFolder) }
    }
}
