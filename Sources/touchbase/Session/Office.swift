import Booking
import BookingStore
import EmbeddedServer
import Postgres

/// One command's way to the practice: the session with its database, and its share in the private server, if that is
/// where the database is.
struct Office: ~Copyable {
    let settings: Settings
    var store: Store
    /// The practice as it was read last: errors that speak of bookings take their names and times from it.
    private(set) var practice: PracticeView?
    private let role: Store.Role
    private let parameters: ConnectionParameters
    private var lease: Lease?

    /// Opens a session. A private server is made, started and migrated as needed; another database has to be ready.
    static func open(_ settings: Settings, as role: Store.Role = .desk) throws -> Office {
        guard settings.database == .embedded else {
            let parameters = try settings.connectionParameters()
            return Office(settings, role, parameters, try Store(parameters, as: role), nil)
        }
        let lease = try EmbeddedServer(home: settings.home).acquire()
        let keywords = lease.connectionParameters
        let store = try openMigrating(keywords, as: role)
        return Office(settings, role, ConnectionParameters(keywords), store, lease)
    }

    private init(
        _ settings: Settings, _ role: Store.Role, _ parameters: ConnectionParameters, _ store: consuming Store,
        _ lease: consuming Lease?
    ) {
        self.settings = settings
        self.role = role
        self.parameters = parameters
        self.store = store
        self.lease = lease
    }

    /// Migrates the private server's database once more, after its schema has been dropped, and begins a new session.
    mutating func migrateAgain() throws {
        guard let keywords = lease?.connectionParameters else { return }
        try Self.migrate(keywords)
        try reconnect()
    }

    /// A new session in place of one that was lost. A private server that has died is started again by the first of its
    /// users to get here: a desk, which never waits, leaves that to its mail process.
    mutating func reconnect() throws {
        if lease != nil { lease = try EmbeddedServer(home: settings.home).acquire() }
        store = try Store(parameters, as: role)
    }

    /// A second session that hears what others announce.
    func listen() throws(StoreError) -> Listener {
        try Listener.open(parameters)
    }

    /// Reads what the practice is and sells.
    mutating func readPractice() throws -> PracticeView {
        let catalog = try store.catalog()
        let view = PracticeView(catalog: catalog, zone: try store.zone(of: catalog.practice))
        practice = view
        return view
    }

    /// Ends the session, and stops the private server if this was its last user.
    consuming func close() throws {
        _ = consume store
        if var lease = lease.take() { try lease.release() }
    }

    private static func openMigrating(_ keywords: [String: String], as role: Store.Role) throws -> Store {
        do {
            return try Store(ConnectionParameters(keywords), as: role)
        } catch .schema(.missing), .schema(.older) {
            try migrate(keywords)
            return try Store(ConnectionParameters(keywords), as: role)
        }
    }

    private static func migrate(_ keywords: [String: String]) throws {
        var connection = try Connection.open(ConnectionParameters(keywords, session: .patient))
        _ = try Migrator.migrate(&connection)
        connection.close()
    }
}

extension Settings {
    /// Does what needs the database: a failure to connect then says where the address was given.
    func locating<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch PostgresError.connectionFailed(let failure) {
            throw Failure(failure, addressIn: databaseSource)
        } catch StoreError.database(.connectionFailed(let failure)) {
            throw Failure(failure, addressIn: databaseSource)
        }
    }

    /// Where the database is, unless it is the private one.
    func connectionParameters(session: SessionSettings = SessionSettings()) throws -> ConnectionParameters {
        guard case .url(let url) = database else { return ConnectionParameters(session: session) }
        return try ConnectionParameters(url, session: session)
    }
}
