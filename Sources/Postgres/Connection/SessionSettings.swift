/// What each session asks of the server at its start, in milliseconds; 0 is no limit.
public struct SessionSettings: Hashable, Sendable {
    /// A statement that waits longer for a lock fails with 55P03.
    public var lockTimeout = 2_000
    /// A statement that runs longer fails with 57014.
    public var statementTimeout = 5_000
    /// A session that idles longer inside a transaction is ended by the server.
    public var idleInTransactionTimeout = 10_000
    /// What the server's views call this program.
    public var applicationName = "touchbase"

    public init() {}

    /// For migrations and imports, which may rightly take long: no limit on a statement.
    public static var patient: SessionSettings {
        var settings = SessionSettings()
        settings.statementTimeout = 0
        return settings
    }

    /// As the `options` keyword carries them. Statements here take milliseconds, and to compile one takes a second.
    var options: String {
        """
        -c default_transaction_isolation=read\\ committed -c lock_timeout=\(lockTimeout) \
        -c statement_timeout=\(statementTimeout) -c idle_in_transaction_session_timeout=\(idleInTransactionTimeout) -c jit=off
        """
    }
}
