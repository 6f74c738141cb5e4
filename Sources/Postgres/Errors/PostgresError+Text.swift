extension PostgresError: CustomStringConvertible {
    /// For people: what happened and what to do, without the words of the database.
    public var message: String {
        switch self {
        case .connectionFailed(let failure): failure.message
        case .connectionLost(let lost):
            lost.statement == nil
                ? "The connection to the database was lost."
                : "The connection to the database was lost before it answered: the change may or may not have been made."
        case .deadlinePassed:
            "The database did not answer in time: the change may or may not have been made."
        case .server(let error): error.userMessage
        case .decoding:
            "The database answered with something this program does not understand: is it newer than the program?"
        case .notSent(_, let problem): "The database was not asked: \(problem)."
        }
    }

    /// For the log: all that is known, on one line.
    public var description: String {
        switch self {
        case .connectionFailed(let failure): "connection failed (\(failure.reason)): \(failure.logText)"
        case .connectionLost(let lost):
            "connection lost\(lost.sqlState.map { " (\($0.rawValue))" } ?? ""), "
                + (lost.statement.map { "outcome of '\($0)' unknown" } ?? "nothing was under way")
        case .deadlinePassed(let statement): "deadline passed, outcome of '\(statement)' unknown"
        case .server(let error): error.logText
        case .decoding(let failure):
            "decoding '\(failure.statement)'\(failure.column.map { ", column \($0)" } ?? ""): \(failure.problem)"
        case .notSent(let statement, let problem): "'\(statement)' not sent: \(problem)"
        }
    }
}

extension ConnectionFailure {
    /// For people: what happened and what to do.
    public var message: String { message(addressIn: nil) }

    /// - Parameter source: where the address was given, such as an environment variable; nil: not known.
    public func message(addressIn source: String?) -> String {
        guard reason != .malformedAddress else {
            return """
                The database's address\(source.map { " in \($0)" } ?? "") cannot be read: \(logText). \
                Write it as postgres://user:password@host:5432/database, with special characters percent-encoded.
                """
        }
        return words + (source.map { " The address is in \($0)." } ?? "")
    }

    private var words: String {
        let database = address.isEmpty ? "The database" : "The database at \(address)"
        return switch reason {
        case .malformedAddress: "The database's address cannot be read."
        case .refused: "\(database) does not answer: is the server running?"
        case .unknownHost: "\(database) is not known by that name: check the host's name and the network."
        case .unreachable: "\(database) cannot be reached: check the network."
        case .timedOut: "\(database) did not answer in time: check the network and the server."
        case .notAuthorized: "\(database) does not accept this user: check user name and password."
        case .unknownDatabase: "The server at \(address) has no database of that name: check it, or create it."
        case .tooManyConnections: "\(database) has no connection left for us: close some other program, or try again."
        case .notReady: "\(database) is starting or stopping: try again in a moment."
        case .unsuitableServer: "\(database) only allows reading: no server that accepts changes was found."
        case .insecure: "\(database) could not be reached securely: check its certificate and the sslmode asked for."
        case .foreign: "What answers at \(address) is no PostgreSQL server: check host and port."
        case .other: "\(database) refused the connection\(sqlState.map { " (code \($0.rawValue))" } ?? "")."
        }
    }
}

extension ServerError {
    fileprivate var userMessage: String {
        switch sqlState {
        case .queryCanceled: "The database took too long and gave up: nothing was changed."
        case .lockNotAvailable, .deadlockDetected, .serializationFailure:
            "Somebody else is changing the same thing: nothing was changed, try again."
        case .readOnlyTransaction: "The database only allows reading now: nothing was changed."
        case .diskFull: "The disk of the database's server is full: nothing was changed."
        case .insufficientPrivilege: "The database does not allow this user to do that: check the user's rights."
        default:
            "The database refused it (code \(sqlState.rawValue)\(constraint.map { ", rule \($0)" } ?? "")): nothing was changed."
        }
    }

    fileprivate var logText: String {
        let places = [
            schema.map { "schema \($0)" }, table.map { "table \($0)" }, column.map { "column \($0)" },
            constraint.map { "constraint \($0)" }, position.map { "character \($0)" },
        ]
        let place = places.compactMap(\.self).joined(separator: ", ")
        return "server error \(sqlState.rawValue) in '\(statement)'" + (place.isEmpty ? "" : " (\(place))")
            + (message.isEmpty ? "" : ": \(message)")
    }
}
