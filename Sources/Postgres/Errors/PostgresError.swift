/// Everything that can go wrong between a statement and its decoded rows.
///
/// Neither text ever holds a parameter, a DETAIL, a CONTEXT or a password.
public enum PostgresError: Error, Hashable, Sendable {
    /// No session came about; nothing was sent.
    case connectionFailed(ConnectionFailure)
    /// The session ended; the connection is closed.
    case connectionLost(LostConnection)
    /// Our own deadline passed; the connection is closed, and whether the statement took effect is not known.
    case deadlinePassed(statement: String)
    /// The server refused the statement; the session goes on.
    case server(ServerError)
    /// The statement was answered, but not in the shape that its reader expects.
    case decoding(DecodingFailure)
    /// The statement was not sent: it, or the moment, is impossible.
    case notSent(statement: String, problem: String)
}

/// A session that ended under us.
public struct LostConnection: Hashable, Sendable {
    /// What was under way; nil when the session was idle.
    public var statement: String?
    /// The server's reason where it gave one, such as 57P01 (terminated by an administrator).
    public var sqlState: SQLState?

    public init(statement: String?, sqlState: SQLState? = nil) {
        self.statement = statement
        self.sqlState = sqlState
    }
}

/// A cell, or a number of rows, that is not what the statement promises.
public struct DecodingFailure: Hashable, Sendable {
    public var statement: String
    /// nil when it is the number of rows that is wrong.
    public var column: String?
    public var problem: String

    public init(statement: String, column: String?, problem: String) {
        self.statement = statement
        self.column = column
        self.problem = problem
    }
}

extension PostgresError {
    /// Whether the statement may or may not have taken effect: look before telling anyone anything.
    public var isOutcomeUnknown: Bool {
        switch self {
        case .connectionLost(let lost): lost.statement != nil
        case .deadlinePassed: true
        case .connectionFailed, .server, .decoding, .notSent: false
        }
    }

    /// Whether the connection is of no more use.
    public var endsConnection: Bool {
        switch self {
        case .connectionFailed, .connectionLost, .deadlinePassed: true
        case .server, .decoding, .notSent: false
        }
    }

    /// The server's refusal, where it is one.
    public var serverError: ServerError? {
        if case .server(let error) = self { error } else { nil }
    }
}
