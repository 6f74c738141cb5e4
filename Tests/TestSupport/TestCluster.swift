import EmbeddedServer
import Foundation
public import Postgres
import Synchronization

/// The private PostgreSQL cluster of this test process: made on first use, gone when the process ends.
///
/// A process that is killed leaves its cluster behind; the next one sweeps it.
public final class TestCluster: Sendable {
    /// The one of this process; throws why there is none.
    public static func shared() throws -> TestCluster { try made.get() }

    private static let made = Result { try TestCluster() }
    private static let prefix = "touchbase-tests-"

    private let server: EmbeddedServer
    private let socketFolder: String
    private let logPath: String
    private let templates = Mutex<[String: Result<Template, any Error>]>([:])
    private let databaseCount = Atomic(0)

    /// A prepared database that others are copied from.
    public struct Template: Sendable {
        let name: String

        /// With nothing in it.
        public static let empty = Template(name: "template1")
    }

    private init() throws {
        Self.sweep()
        var settings = ServerSettings()
        settings.maxConnections = 300
        settings.isDurable = false
        server = EmbeddedServer(home: Self.folder, settings: settings)
        atexit { TestCluster.remove(TestCluster.folder) }
        try server.start()
        guard case .running(let running) = try server.status(), let log = try server.logPath() else {
            throw EmbeddedServerError.timedOut(log: Self.folder)
        }
        socketFolder = running.socketFolder
        logPath = log
    }

    /// A new database that no other test touches, copied from `template`; it goes with the cluster.
    public func database(from template: Template = .empty) throws -> TestDatabase {
        let number = databaseCount.add(1, ordering: .relaxed).newValue
        return try create("test_\(number)", from: template)
    }

    /// The template called `name`; the first to ask prepares it, the others wait.
    public func template(
        _ name: String, prepare: (inout Connection) throws -> Void
    ) throws -> Template {
        let result = templates.withLock { templates in
            if let result = templates[name] { return result }
            let result = Result {
                let database = try create("template_\(name)", from: .empty)
                var connection = try database.connect(session: .patient)
                try prepare(&connection)
                connection.close()
                return Template(name: database.name)
            }
            templates[name] = result
            return result
        }
        return try result.get()
    }

    /// Everything the server has written so far.
    public func log() throws -> String {
        try String(contentsOfFile: logPath, encoding: .utf8)
    }

    private func create(_ name: String, from template: Template) throws -> TestDatabase {
        var admin = try TestDatabase(name: "postgres", socketFolder: socketFolder).connect(session: .patient)
        let sql = "create database \(quotedIdentifier(name)) template \(quotedIdentifier(template.name))"
        try admin.run(Statement("create database", sql), within: .seconds(60))
        admin.close()
        return TestDatabase(name: name, socketFolder: socketFolder)
    }

    private static var folder: String { "\(temporary)/\(prefix)\(getpid())" }

    // Short, for the socket's path, whatever TMPDIR says.
    private static let temporary = "/tmp"

    private static func sweep() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? [] {
            guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count)) else { continue }
            if kill(process, 0) != 0 && errno == ESRCH { remove("\(temporary)/\(name)") }
        }
    }

    private static func remove(_ folder: String) {
        try? EmbeddedServer(home: folder).stop(evenIfInUse: true)
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// One database of the test cluster.
public struct TestDatabase: Sendable {
    public let name: String
    let socketFolder: String

    /// libpq's keywords for it, as superuser.
    public var keywords: [String: String] {
        ["host": socketFolder, "port": "5432", "user": "touchbase", "dbname": name]
    }

    /// Its address as a program's `DATABASE_URL`.
    public var url: String {
        let host = socketFolder.replacing("/", with: "%2F")
        return "postgres://touchbase@\(host):5432/\(name)"
    }

    public func parameters(session: SessionSettings = SessionSettings()) -> ConnectionParameters {
        ConnectionParameters(keywords, session: session)
    }

    public func connect(session: SessionSettings = SessionSettings()) throws(PostgresError) -> Connection {
        try Connection.open(parameters(session: session), within: .seconds(20))
    }
}
