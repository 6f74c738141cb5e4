import Glibc

/// Something to ask in one round trip, and how its answer reads: a `Statement` or a `Pipeline` of them.
public protocol Request<Output>: Sendable {
    associatedtype Output

    /// What is sent, in this order.
    var commands: [Command] { get }

    /// What is sent behind them in the same round trip, and done in a transaction of its own when theirs has been decided.
    /// Whether that fails has no say.
    var epilogue: Command? { get }

    /// Decodes the answer to this very request.
    func output(of reply: Reply) throws(PostgresError) -> Output
}

extension Request {
    public var epilogue: Command? { nil }
}

/// One SQL command with its parameters, and the name that errors call it by.
public struct Command: Sendable {
    public let name: String
    public let sql: String
    let parameters: [String?]
    /// Whether the session keeps it, parsed and planned, once it was sent.
    var isKept = false

    /// C strings end at a NUL, and PostgreSQL stores none: such a text would arrive cut.
    func checkSendable() throws(PostgresError) {
        guard !sql.containsNUL else { throw refusal("the SQL") }
        for (index, parameter) in parameters.enumerated() where parameter?.containsNUL == true {
            throw refusal("parameter $\(index + 1)")
        }
    }

    private func refusal(_ place: String) -> PostgresError {
        .notSent(statement: name, problem: "\(place) contains a NUL byte, which PostgreSQL cannot store")
    }
}

extension String {
    /// `memchr`: byte by byte it took as long as sending a statement.
    fileprivate var containsNUL: Bool {
        var text = self
        return text.withUTF8 { bytes in bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false }
    }
}
