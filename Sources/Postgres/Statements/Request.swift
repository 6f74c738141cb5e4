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
        guard !sql.hasNUL else { throw refusal("the SQL") }
        for (index, parameter) in parameters.enumerated() where parameter?.hasNUL == true {
            throw refusal("parameter $\(index + 1)")
        }
    }

    private func refusal(_ place: String) -> PostgresError {
        .notSent(statement: name, problem: "\(place) contains a NUL byte, which PostgreSQL cannot store")
    }
}

extension String {
    /// In its storage at once: letter by letter, a long text takes as long to look through as to send.
    fileprivate var hasNUL: Bool {
        utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? utf8.contains(0)
    }
}
