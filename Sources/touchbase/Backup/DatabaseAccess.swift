import EmbeddedServer
import FoundationEssentials
import Postgres

/// The database as PostgreSQL's own programs reach it, with the rights of whoever owns it.
struct DatabaseAccess: ~Copyable {
    let parameters: ConnectionParameters
    private let isPrivate: Bool
    private var lease: Lease?

    /// Starts a private server as needed; another database has to be there.
    init(_ settings: Settings) throws {
        isPrivate = settings.database == .embedded
        if isPrivate {
            let lease = try EmbeddedServer(home: settings.home).acquire()
            parameters = ConnectionParameters(lease.connectionParameters, session: .patient)
            self.lease = consume lease
        } else {
            parameters = try settings.connectionParameters(session: .patient)
            lease = nil
        }
    }

    /// Stops the private server if this was its last user.
    consuming func close() throws {
        if var lease = lease.take() { try lease.release() }
    }

    func connect() throws(PostgresError) -> Connection { try Connection.open(parameters) }

    /// Those that can read this server. From now on Ctrl-C and the like end them, and not this program before it has
    /// cleared away what they leave.
    ///
    /// - Throws: `.noClients` when they are not installed.
    func programs() throws -> ClientPrograms {
        let connection = try connect()
        var programs = try ClientPrograms.find(reading: connection.serverVersion / 10_000)
        Interruption.watch()
        programs.isStopped = { Interruption.isGiven }
        return programs
    }

    /// Runs one of the programs against the database.
    ///
    /// - Throws: a `Failure` that begins with `complaint` when it does not end well.
    func run(
        _ programs: ClientPrograms, _ name: String, _ arguments: [String], orElse complaint: String
    ) throws {
        let place = parameters.forPrograms
        let environment = Self.ownVariables(isPrivate: isPrivate).merging(place.environment) { _, given in given }
        let outcome = try programs.run(name, ["--dbname=\(place.address)"] + arguments, environment: environment)
        try outcome.check(orElse: complaint)
    }

    /// What libpq reads of our environment (password and service files, certificates); nothing of it concerns the
    /// private server.
    private static func ownVariables(isPrivate: Bool) -> [String: String] {
        if isPrivate { return [:] }
        return ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("PG") || $0.key == "HOME" }
    }
}

extension ClientPrograms.Outcome {
    /// - Throws: a `Failure` with `complaint` and the line in which the program says why.
    func check(orElse complaint: String, code: Failure.Code = .unavailable) throws(Failure) {
        guard status != 0 else { return }
        guard !Interruption.isGiven else {
            throw Failure(code: .unavailable, message: "Stopped before it was done: nothing was changed.")
        }
        let lines = output.split(separator: "\n")
        let telling = lines.first { $0.contains("rror:") || $0.contains("ERROR:") } ?? lines.last
        let known = [
            ("No space left on device", "the disk is full: free some space and try again"),
            ("due to lock timeout", "another program is at work in it: try again"),
        ]
        let reason = known.first { output.contains($0.0) }?.1 ?? telling.map(String.init)
        throw Failure(code: code, message: "\(complaint): \(reason ?? "the program ended with status \(status)").")
    }
}
