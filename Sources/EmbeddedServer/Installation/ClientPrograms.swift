public import FoundationEssentials
import Glibc

/// PostgreSQL's programs for backups, of one version: `pg_dump`, `pg_restore` and `psql`.
///
/// They come with the server, and also without it (on Debian: postgresql-client).
public struct ClientPrograms: Sendable {
    let folder: String
    public let majorVersion: Int
    /// Whether what runs is to be killed, with status 137: they run in sessions of their own, and the terminal's Ctrl-C
    /// does not reach them.
    public var isStopped: @Sendable () -> Bool = { false }

    /// What one of them left.
    public struct Outcome: Sendable {
        /// Exit status; 128 + the signal when one ended it.
        public var status: Int32
        /// Standard output and error together; only the last 64 KiB are kept.
        public var output: String
    }

    /// The oldest installed version that can read a server of version `server`: of that version, or a later one.
    ///
    /// Looks into `TOUCHBASE_PG_BIN` alone where `environment` has it, else where Debian keeps its versions, then
    /// along `PATH`.
    ///
    /// - Throws: `.noClients` when there is none.
    public static func find(
        reading server: Int, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(EmbeddedServerError) -> ClientPrograms {
        let found = Installation.folders(environment).compactMap(ClientPrograms.init(folder:))
        let fitting = found.filter { $0.majorVersion >= server }.min { $0.majorVersion < $1.majorVersion }
        guard let fitting else {
            throw .noClients(needed: server, installed: Set(found.map(\.majorVersion)).sorted())
        }
        return fitting
    }

    /// nil when the folder lacks one of the programs, or `pg_dump` does not tell its version.
    private init?(folder: String) {
        for name in ["pg_dump", "pg_restore", "psql"] where access("\(folder)/\(name)", X_OK) != 0 { return nil }
        guard let version = Installation.version(of: "\(folder)/pg_dump") else { return nil }
        self.folder = folder
        majorVersion = version
    }

    /// Runs `pg_dump`, `pg_restore` or `psql` to its end; paths among `arguments` must be absolute.
    ///
    /// - Parameters:
    ///   - environment: all that it gets of one; English is added, so that its output can be understood.
    ///   - limit: it is killed after that time, with status 137.
    public func run(
        _ name: String, _ arguments: [String], environment: [String: String] = [:],
        within limit: Duration = .seconds(3600)
    ) throws(EmbeddedServerError) -> Outcome {
        let given = Cluster.programEnvironment.merging(environment) { ours, _ in ours }
        let program = Program(path: "\(folder)/\(name)", arguments: arguments, environment: given)
        let outcome = try program.run(within: limit, isStopped: isStopped)
        return Outcome(status: outcome.status, output: outcome.output)
    }
}
