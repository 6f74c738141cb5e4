import Glibc

/// Where a database is and how to be there: libpq's keywords. Holds the password, so it has no description of its own.
public struct ConnectionParameters: Sendable, CustomStringConvertible, CustomReflectable {
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

    /// With these keywords and no others.
    init(exactly keywords: [String: String]) {
        self.keywords = keywords
    }

    /// From a connection string: `postgres://user@host:port/database?…` or `host=… dbname=…`; several hosts are allowed.
    public init(_ connectionString: String, session: SessionSettings = SessionSettings()) throws(PostgresError) {
        if let flaw = AddressFlaw.before(parsing: connectionString) { throw .connectionFailed(.malformed(flaw)) }
        var complaint = ""
        guard let keywords = Handle.keywords(of: connectionString, complaint: &complaint) else {
            throw .connectionFailed(.malformed(AddressFlaw.named(in: complaint, of: connectionString)))
        }
        if let flaw = AddressFlaw.of(keywords) { throw .connectionFailed(.malformed(flaw)) }
        self.init(keywords, session: session)
    }

    /// Where, for people: host and database, never user or password.
    public var description: String {
        let host = keywords["host"] ?? keywords["hostaddr"] ?? "the default host"
        return keywords["dbname"].map { "\(host)/\($0)" } ?? host
    }

    /// The same place for PostgreSQL's own programs: a connection string without the password, which everybody on the
    /// machine could read in their arguments, and the password for their environment.
    public var forPrograms: (address: String, environment: [String: String]) {
        let open = keywords.filter { $0.key != "password" }.sorted { $0.key < $1.key }
        let address = open.map { "\($0.key)='\(Self.escaped($0.value))'" }.joined(separator: " ")
        return (address, keywords["password"].map { ["PGPASSWORD": $0] } ?? [:])
    }

    /// As a value in quotes (PostgreSQL manual, 34.1.1.1 "Keyword/Value Connection Strings").
    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    }

    /// Nothing for `dump` and debuggers to print.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// How long connecting may take: `limit` for each host, or what the address asks for itself.
    func patience(_ limit: Duration) -> Duration {
        let hosts = (keywords["host"] ?? "").utf8.count { $0 == UInt8(ascii: ",") } + 1
        let asked = keywords["connect_timeout"].flatMap { Int($0) }.flatMap { $0 > 0 ? Duration.seconds($0) : nil }
        return (asked ?? limit) * hosts
    }

    /// A dead peer shows by keepalives when nothing is being sent, by the user timeout when something is; each misses
    /// the other's case. The user timeout (milliseconds) also ends the wait for a silent host, so that the next one's turn comes.
    private static let linkDefaults = [
        "keepalives": "1", "keepalives_idle": "3", "keepalives_interval": "1", "keepalives_count": "3",
        "tcp_user_timeout": "4000",
    ]
}
