/// How the private server is tuned: the defaults suit a small machine at a front desk.
public struct ServerSettings: Hashable, Sendable {
    public var maxConnections = 100
    public var sharedBuffersMegabytes = 48
    /// Whether a commit is on the disk before it is answered. Only throw-away clusters of tests do without.
    public var isDurable = true

    public init() {}

    /// The server's whole `postgresql.conf`, written anew at each start.
    func configuration(socketFolder: String) -> String {
        """
        # Written by TouchBase at each start. Settings of your own belong into local.conf beside this file.
        listen_addresses = ''
        unix_socket_directories = '\(socketFolder)'
        unix_socket_permissions = 0700
        port = \(Self.port)
        max_connections = \(maxConnections)
        shared_buffers = \(sharedBuffersMegabytes)MB
        huge_pages = off
        fsync = \(isDurable ? "on" : "off")
        synchronous_commit = \(isDurable ? "on" : "off")
        full_page_writes = \(isDurable ? "on" : "off")
        wal_level = minimal
        max_wal_senders = 0
        min_wal_size = 32MB
        max_wal_size = 256MB
        max_parallel_workers_per_gather = 0
        jit = off
        timezone = 'UTC'
        datestyle = 'iso, ymd'
        lc_messages = 'C.UTF-8'
        lc_monetary = 'C.UTF-8'
        lc_numeric = 'C.UTF-8'
        lc_time = 'C.UTF-8'
        default_text_search_config = 'pg_catalog.simple'
        log_timezone = 'UTC'
        log_line_prefix = '%m [%p] '
        # Neither statements nor details: they quote customers.
        log_min_error_statement = panic
        log_error_verbosity = terse
        include_if_exists = 'local.conf'

        """
    }

    /// Part of the socket's name; nothing listens on TCP.
    static let port = 5432
}
