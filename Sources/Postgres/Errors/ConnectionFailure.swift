/// Why no session came about; nothing was sent to the database.
public struct ConnectionFailure: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The connection string cannot be read.
        case malformedAddress
        /// Nothing listens there.
        case refused
        /// The name does not resolve.
        case unknownHost
        /// No route, or the network is down.
        case unreachable
        /// No answer before the deadline.
        case timedOut
        /// User, password or certificate are not accepted, or the server's rules forbid this client.
        case notAuthorized
        case unknownDatabase
        case tooManyConnections
        /// The server is starting, stopping or recovering: try again soon.
        case notReady
        /// No host of those given accepts writing (or whatever `target_session_attrs` asks for).
        case unsuitableServer
        /// TLS was asked for and is not there, or the server's certificate does not verify.
        case insecure
        /// Something answers, but not as PostgreSQL does.
        case foreign
        case other
    }

    public var reason: Reason
    /// Host and port, or the socket's folder; empty when none was tried.
    public var address: String
    /// SQLSTATE of the refusal where the server gave one.
    public var sqlState: SQLState?
    /// libpq's words, without secrets, for the log; what is wrong with a malformed address in ours.
    public var logText: String

    public init(_ reason: Reason, address: String, sqlState: SQLState? = nil, logText: String) {
        self.reason = reason
        self.address = address
        self.sqlState = sqlState
        self.logText = logText
    }

    /// - Parameter flaw: a clause, as in "its port is no number".
    static func malformed(_ flaw: String) -> ConnectionFailure {
        ConnectionFailure(.malformedAddress, address: "", logText: flaw)
    }
}
