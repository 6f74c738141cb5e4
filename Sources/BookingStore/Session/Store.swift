public import Postgres

/// A session with the practice's database: asks statements, performs intents, and survives a lost connection.
///
/// Blocking. The desk sends the same statements through a non-blocking `Connection` of its own.
public struct Store: ~Copyable {
    /// With whose rights the session works.
    public enum Role: Sendable {
        /// Reads, and calls the intents; cannot write a table by itself.
        case desk
        /// Owns the tables: imports and bulk loads.
        case owner
    }

    private let parameters: ConnectionParameters
    private let role: Role
    private var connection: Connection
    var zones = ZoneDirectory()

    /// Connects, and checks that this program fits the database's schema.
    ///
    /// - Throws: `.database(.connectionFailed)`, or `.schema` when they do not fit.
    public init(_ parameters: ConnectionParameters, as role: Role = .desk) throws(StoreError) {
        self.parameters = parameters
        self.role = role
        connection = try Self.connect(parameters, as: role)
    }

    /// What a new session sends first, in one round trip; its output is the schema's version.
    public static func greeting(as role: Role) -> Pipeline<(Int, Int, Int)> {
        let path = Statement("search path", "set search_path = touchbase, public")
        return switch role {
        case .desk:
            Pipeline(.eachStatement, SchemaVersion.statement, path, Statement("role", "set role touchbase_desk"))
        case .owner: Pipeline(.eachStatement, SchemaVersion.statement, path, Statement("role", "reset role"))
        }
    }

    /// Judges what the greeting said of the schema.
    ///
    /// - Throws: `.missing`, `.older` or `.newer`, when this program does not fit it. A greeting whose refusal
    ///   `meansUnfinishedSchema` means `.missing`, too.
    public static func check(schemaVersion version: Int) throws(SchemaError) {
        try SchemaVersion.check(version)
    }

    private static func connect(
        _ parameters: ConnectionParameters, as role: Role
    ) throws(StoreError) -> Connection {
        do {
            var connection = try Connection.open(parameters)
            let (version, _, _) = try connection.run(greeting(as: role))
            try SchemaVersion.check(version)
            return connection
        } catch let error as SchemaError {
            throw .schema(error)
        } catch let error as PostgresError {
            throw error.meansUnfinishedSchema ? .schema(.missing) : .database(error)
        } catch {
            throw .schema(.missing)
        }
    }

    /// Asks once; nothing is repeated. When an earlier request has lost the connection, a new one is made first.
    public mutating func ask<Asked: Request>(_ request: Asked) throws(StoreError) -> Asked.Output {
        try begin(request)
        return try finish(request)
    }

    /// Sends a request, whose answer `finish` waits for: what is done in between costs no time. Nothing else can be
    /// asked until then.
    public mutating func begin(_ request: some Request) throws(StoreError) {
        if connection.isClosed { try reconnect() }
        do {
            try connection.send(request)
        } catch {
            throw .database(error)
        }
    }

    /// Sends a request, and returns when all of it is on its way: the server does it then, even if this process dies.
    public mutating func beginForSure(_ request: some Request) throws(StoreError) {
        try begin(request)
        connection.flush()
    }

    /// The answer to the request that was begun, if it is there; nil: not yet.
    public mutating func answer<Asked: Request>(to request: Asked) throws(StoreError) -> Asked.Output? {
        do {
            guard case .replied(let reply) = try connection.advance() else { return nil }
            return try request.output(of: reply)
        } catch {
            throw .database(error)
        }
    }

    /// Waits for the answer to the request that was begun.
    public mutating func finish<Asked: Request>(_ request: Asked) throws(StoreError) -> Asked.Output {
        do {
            return try connection.finish(request)
        } catch {
            throw .database(error)
        }
    }

    /// Runs `body` in one transaction, undone when it throws.
    public mutating func transaction<Output>(_ body: (inout Connection) throws -> Output) throws -> Output {
        if connection.isClosed { try reconnect() }
        return try connection.transaction(body)
    }

    /// Waits for what other sessions announce, at most `limit`; empty when nothing was. Needs a `Statement.listen`.
    public mutating func waitForNotifications(within limit: Duration) throws(StoreError) -> [ChannelNotification] {
        do {
            return try connection.waitForNotifications(within: limit)
        } catch {
            throw .database(error)
        }
    }

    /// One more session with the same database.
    public func another() throws(StoreError) -> Store {
        try Store(parameters, as: role)
    }

    /// Ends the session; the next request makes a new one.
    public mutating func hangUp() { connection.close() }

    /// A new session in place of one that was lost.
    mutating func reconnect() throws(StoreError) {
        connection = try Self.connect(parameters, as: role)
    }
}

extension PostgresError {
    /// The greeting was refused because there are no tables, or not yet the role: another program may be migrating.
    public var meansUnfinishedSchema: Bool {
        guard let refusal = serverError else { return false }
        return refusal.sqlState == .undefinedTable
            || refusal.sqlState == .invalidParameterValue && refusal.statement == "role"
    }
}
