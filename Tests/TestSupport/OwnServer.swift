import EmbeddedServer
public import Foundation
import Glibc
public import Postgres

/// A PostgreSQL server for one test alone, which may be configured, killed and restarted; gone with the object.
public final class OwnServer {
    private let folder: TemporaryFolder
    private let server: EmbeddedServer
    /// The disk of its own that it was given.
    public let disk: TinyDisk?
    public let socketFolder: String
    /// Where the cluster's files are.
    public let data: String

    /// - Parameters:
    ///   - configuration: lines for `local.conf`.
    ///   - access: the whole of `pg_hba.conf`; nil: everybody who reaches the socket.
    ///   - diskMegabytes: gives it a disk of its own, of that size.
    public init(
        _ configuration: String = "", access: String? = nil, files: [String: Data] = [:], diskMegabytes: Int? = nil
    ) throws {
        folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        let home = "\(folder.path)/home"
        disk = try diskMegabytes.map { try TinyDisk(at: home, megabytes: $0) }
        var settings = ServerSettings()
        settings.isDurable = false
        server = EmbeddedServer(home: home, settings: settings)
        try server.start()
        guard case .running(let running) = try server.status() else { throw POSIXError(.ESRCH) }
        (socketFolder, data) = (running.socketFolder, running.data)
        try configuration.write(toFile: "\(data)/local.conf", atomically: false, encoding: .utf8)
        if let access { try access.write(toFile: "\(data)/pg_hba.conf", atomically: false, encoding: .utf8) }
        try put(files)
        try stop(SIGINT)
        try start()
    }

    /// Puts files of its own into its data folder, or others in their places; a running server reads them when it is told
    /// to (`pg_reload_conf()`).
    public func put(_ files: [String: Data]) throws {
        for (name, bytes) in files {
            let path = "\(data)/\(name)"
            try bytes.write(to: URL(filePath: path))
            chmod(path, 0o600)
            if let owner = Self.account { chown(path, owner.user, owner.group) }
        }
    }

    deinit {
        try? server.stop(evenIfInUse: true)
        disk?.unmount()
    }

    /// Its database, while it listens on the socket that it has of itself.
    public var database: TestDatabase { TestDatabase(name: "touchbase", socketFolder: socketFolder) }

    /// libpq's keywords for its database, as superuser by way of the socket.
    public func keywords(port: Int = 5432) -> [String: String] {
        ["host": socketFolder, "port": "\(port)", "user": "touchbase", "dbname": "touchbase"]
    }

    public func start() throws {
        try server.start()
    }

    /// SIGINT: fast, SIGQUIT: immediate, SIGKILL: a crash. Returns when the server is gone.
    public func stop(_ signal: Int32) throws {
        guard case .running(let running) = try server.status() else { return }
        kill(running.process, signal)
        let end = ContinuousClock.now + .seconds(30)
        while case .running = try server.status(), ContinuousClock.now < end { usleep(5_000) }
    }

    /// Copies the cluster while it runs, and starts the copy as its standby.
    public func makeStandby() throws -> Standby {
        let clients = try ClientPrograms.find(reading: 15)
        let copy = "\(folder.path)/standby"
        let sockets = "\(folder.path)/standby-socket"
        let outcome = try clients.run(
            "pg_basebackup",
            [
                "--pgdata=\(copy)", "--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--host=\(socketFolder)",
                "--username=touchbase",
            ])
        guard outcome.status == 0 else { throw CocoaError(.executableLoad, userInfo: ["why": outcome.output]) }
        try FileManager.default.createDirectory(atPath: sockets, withIntermediateDirectories: true)
        if let owner = Self.account {
            let paths = FileManager.default.enumerator(atPath: copy)?.compactMap { $0 as? String } ?? []
            for path in [copy, sockets] + paths.map({ "\(copy)/\($0)" }) { lchown(path, owner.user, owner.group) }
        }
        return try Standby(data: copy, socketFolder: sockets, asUser: Self.account?.user)
    }

    /// Whom the server runs as when that is not ourselves.
    private static var account: (user: uid_t, group: gid_t)? {
        guard geteuid() == 0, let entry = getpwnam("postgres") else { return nil }
        return (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
}

/// A server that follows another one; killed with the object.
public final class Standby {
    private let process: ChildProcess
    public let socketFolder: String

    fileprivate init(data: String, socketFolder: String, asUser user: uid_t?) throws {
        self.socketFolder = socketFolder
        let folders = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").sorted()
        let program = "/usr/lib/postgresql/\(folders.last ?? "")/bin/postgres"
        let command = [program, "-D", data, "-c", "unix_socket_directories=\(socketFolder)"]
        let change = user.map { ["--reuid=\($0)", "--regid=\($0)", "--clear-groups", "--"] } ?? []
        process = try ChildProcess("/usr/bin/setpriv", change + command, environment: ["LC_ALL": "C"])
    }

    deinit {
        process.signal(SIGQUIT)
        _ = try? process.finish()
    }

    /// libpq's keywords for its database.
    public var keywords: [String: String] {
        ["host": socketFolder, "port": "5432", "user": "touchbase", "dbname": "touchbase"]
    }

    /// A session with it, as soon as it takes one.
    public func connect() throws -> Connection {
        let end = ContinuousClock.now + .seconds(30)
        while true {
            do {
                return try Connection.open(ConnectionParameters(keywords, session: .patient))
            } catch {
                guard ContinuousClock.now < end else { throw error }
                usleep(20_000)
            }
        }
    }
}
