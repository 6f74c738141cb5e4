public import FoundationEssentials
import Glibc

/// A private PostgreSQL server for the terminals of one machine and user: made on first use, reached through a Unix
/// socket that nobody else can open, and stopped by the last one out.
///
/// As root its programs run as the user `postgres` (or as the owner of the cluster that is there).
public struct EmbeddedServer: Sendable {
    /// The absolute path of the data folder; the server keeps to `postgres` in it.
    public let home: String
    private let settings: ServerSettings
    private let environment: [String: String]

    /// - Parameters:
    ///   - home: the data folder; made when needed. A relative path counts from the current folder.
    ///   - environment: where `TOUCHBASE_PG_BIN` and `PATH` are looked up to find PostgreSQL.
    public init(
        home: String, settings: ServerSettings = ServerSettings(),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.home = home.hasPrefix("/") ? home : "\(FileManager.default.currentDirectoryPath)/\(home)"
        self.settings = settings
        self.environment = environment
    }

    /// The server's life as seen from outside.
    public enum Status: Equatable, Sendable {
        /// There is no cluster; the first use makes it.
        case notMade
        case stopped(data: String)
        case running(Running)
    }

    public struct Running: Equatable, Sendable {
        public var process: Int32
        /// The folder of the Unix socket.
        public var socketFolder: String
        public var data: String
        /// Whether it stays when the last user leaves.
        public var isKept: Bool
        /// Whether some process holds a lease.
        public var isInUse: Bool
    }

    /// Makes and starts the server as needed and takes part in it, for as long as the lease lives.
    ///
    /// Of several processes that come at once one does the work and the others wait; it may take seconds the first
    /// time. `limit` is for all of it.
    public func acquire(within limit: Duration = .seconds(90)) throws(EmbeddedServerError) -> Lease {
        let deadline = ContinuousClock.now + limit
        let cluster = try makeCluster()
        let lock = try FileLock(cluster.place.lock, .exclusive, until: deadline)
        let share = try FileLock(cluster.place.lease, .shared, until: deadline)
        try cluster.ensureRunning(until: deadline)
        try ServerLog(path: cluster.place.log).bound()
        _ = consume lock
        return Lease(cluster, share)
    }

    /// Starts the server and asks it to stay when its last user leaves.
    public func start(within limit: Duration = .seconds(90)) throws(EmbeddedServerError) {
        let deadline = ContinuousClock.now + limit
        let cluster = try makeCluster()
        let lock = try FileLock(cluster.place.lock, .exclusive, until: deadline)
        try cluster.ensureRunning(until: deadline)
        let marker = open(cluster.place.keep, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard marker >= 0 else { throw EmbeddedServerError(errno: errno, path: cluster.place.keep) }
        close(marker)
        _ = consume lock
    }

    /// Stops the server, also one that was asked to stay; throws `.inUse` while others use it, unless told not to mind.
    public func stop(evenIfInUse: Bool = false, within limit: Duration = .seconds(60)) throws(EmbeddedServerError) {
        guard let cluster = try existingCluster() else { return }
        let deadline = ContinuousClock.now + limit
        let lock = try FileLock(cluster.place.lock, .exclusive, until: deadline)
        if !evenIfInUse, try isInUse(cluster.place) { throw .inUse }
        guard unlink(cluster.place.keep) == 0 || errno == ENOENT else {
            throw EmbeddedServerError(errno: errno, path: cluster.place.keep)
        }
        try cluster.stop(until: deadline)
        _ = consume lock
    }

    public func status() throws(EmbeddedServerError) -> Status {
        guard let cluster = try existingCluster(), try cluster.madeVersion() != nil else { return .notMade }
        let place = cluster.place
        guard let postmaster = Postmaster.running(in: place.data) else { return .stopped(data: place.data) }
        return .running(
            Running(
                process: postmaster.process, socketFolder: postmaster.socketFolder, data: place.data,
                isKept: access(place.keep, F_OK) == 0, isInUse: try isInUseNow(place)))
    }

    /// What the server writes; nil before there is one.
    public func logPath() throws(EmbeddedServerError) -> String? {
        try Place.existing(in: home)?.log
    }

    private func makeCluster() throws(EmbeddedServerError) -> Cluster {
        try Cluster(try Place.make(in: home), settings: settings, environment: environment)
    }

    private func existingCluster() throws(EmbeddedServerError) -> Cluster? {
        guard let place = try Place.existing(in: home) else { return nil }
        return try Cluster(place, settings: settings, environment: environment)
    }

    /// Under the lock, so that the last one out, who looks at the same moment, does not take the look for a user.
    private func isInUseNow(_ place: Place) throws(EmbeddedServerError) -> Bool {
        do throws(EmbeddedServerError) {
            let lock = try FileLock(place.lock, .exclusive, until: .now)
            let answer = try isInUse(place)
            _ = consume lock
            return answer
        } catch {
            guard case .busy = error else { throw error }
            return true
        }
    }

    private func isInUse(_ place: Place) throws(EmbeddedServerError) -> Bool {
        do throws(EmbeddedServerError) {
            _ = try FileLock(place.lease, .exclusive, until: .now)
            return false
        } catch {
            guard case .busy = error else { throw error }
            return true
        }
    }
}
