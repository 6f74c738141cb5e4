import Glibc

/// A process's share in the embedded server: while anybody holds one, the server runs.
///
/// A killed process gives its share back by itself, but cannot stop the server: that is left to the next one out.
public struct Lease: ~Copyable {
    /// libpq's keywords for a session in the product's database, as its superuser.
    public let connectionParameters: [String: String]
    private let cluster: Cluster
    private var share: FileLock?

    init(_ cluster: Cluster, _ share: consuming FileLock) {
        self.cluster = cluster
        self.share = consume share
        // What the environment may say about other servers must not reach this one.
        connectionParameters = [
            "host": Postmaster(data: cluster.place.data)?.socketFolder ?? cluster.place.socketFolder,
            "port": String(ServerSettings.port), "user": Cluster.user, "dbname": Cluster.database,
            "gssencmode": "disable", "channel_binding": "disable", "target_session_attrs": "any",
        ]
    }

    /// Leaves; the last one out stops the server, unless it was asked to stay. A second call does nothing.
    ///
    /// Close the process's sessions first. Without this call the share is given back when the lease goes, and the
    /// server is left running for the next one out.
    public mutating func release(within limit: Duration = .seconds(60)) throws(EmbeddedServerError) {
        guard let share = share.take() else { return }
        let deadline = ContinuousClock.now + limit
        // Under the lock nobody can arrive: who comes now waits, finds the server gone, and starts it.
        let lock = try FileLock(cluster.place.lock, .exclusive, until: deadline)
        let isLast = share.lock(.exclusive)
        if isLast, access(cluster.place.keep, F_OK) != 0 { try cluster.stop(until: deadline) }
        _ = consume share
        _ = consume lock
    }
}
