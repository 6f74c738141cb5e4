import Glibc

/// Where a database is and how to be there: libpq's keywords. Holds the password, so it has no description of its own.
public struct ConnectionParameters: Sendable, CustomStringConvertible {
    let keywords: [String: String]

    /// From keywords of libpq (`host`, `port`, `dbname`, `user`, …); what is missing comes from its environment
    /// variables (`PGHOST`, …), its service and password files, and its defaults.
    public init(_ keywords: [String: String] = [:], session: SessionSettings = SessionSettings()) {
        var all = Self.linkDefaults.merging(keywords) { _, given in given }
        all["client_encoding"] = "UTF8"
        all["fallback_application_name"] = session.applicationName
        let own = keywords["options"] ?? getenv("PGOPTIONS").map { String(cString: $0) } ?? ""
        all["options"] = own.isEmpty ? session.options : "\(session.options) \(own)"
        self.keywords = all
    }

    /// From a connection string: `postgres://user@host:port/database?…` or `host=… dbname=…`; several hosts are allowed.
    public init(_ connectionString: String, session: SessionSettings = SessionSettings()) throws(PostgresError) {
        guard !connectionString.utf8.contains(0), let keywords = Handle.keywords(of: connectionString) else {
            let text = """
                The database's address cannot be read: write it as postgres://user:password@host:5432/database, \
                with special characters percent-encoded.
                """
            throw .connectionFailed(ConnectionFailure(.malformedAddress, address: "", logText: text))
        }
        self.init(keywords, session: session)
    }

    /// Where, for people: host and database, never user or password.
    public var description: String {
        let host = keywords["host"] ?? keywords["hostaddr"] ?? "the default host"
        return keywords["dbname"].map { "\(host)/\($0)" } ?? host
    }

    /// A dead peer shows by keepalives when nothing is being sent, by the user timeout when something is; each misses
    /// the other's case. The user timeout (milliseconds) also bounds how long one host of several may keep silent.
    private static let linkDefaults = [
        "keepalives": "1", "keepalives_idle": "5", "keepalives_interval": "3", "keepalives_count": "3",
        "tcp_user_timeout": "10000",
    ]
}
