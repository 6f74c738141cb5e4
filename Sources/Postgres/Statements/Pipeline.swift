/// Several statements in one round trip, by libpq's pipeline mode: they succeed or fail together.
///
/// The server runs them as one transaction. When one fails the later ones are skipped, and the error names the one.
public struct Pipeline<Output>: Request {
    /// What the statements see of others' commits.
    public enum Isolation: Sendable {
        /// Each statement sees what was committed when it began.
        case eachStatement
        /// All see the one moment of the first (repeatable read, read only); only outside a transaction.
        case snapshot
    }

    public let commands: [Command]
    private let isSnapshot: Bool
    private let decode: @Sendable (Reply) throws(PostgresError) -> Output

    /// The outputs come as a tuple in the order of the statements.
    public init<each Part>(_ isolation: Isolation = .eachStatement, _ statements: repeat Statement<each Part>)
    where Output == (repeat each Part) {
        var commands: [Command] = []
        for statement in repeat each statements { commands.append(statement.command) }
        let begin = Command(name: "begin", sql: "begin isolation level repeatable read, read only", parameters: [])
        let commit = Command(name: "commit", sql: "commit", parameters: [])
        isSnapshot = isolation == .snapshot
        let first = isSnapshot ? 1 : 0
        self.commands = isSnapshot ? [begin] + commands + [commit] : commands
        decode = { reply throws(PostgresError) in
            var index = first
            func next<Next>(_ statement: Statement<Next>) throws(PostgresError) -> Next {
                defer { index += 1 }
                return try statement.decode(reply.rows(index))
            }
            return (repeat try next(each statements))
        }
    }

    public func output(of reply: Reply) throws(PostgresError) -> Output {
        try decode(reply)
    }

    /// The same, and one statement more after the others, in the same round trip and as of the same moment.
    public func followed<Next>(by statement: Statement<Next>) -> Pipeline<(Output, Next)> {
        let index = commands.count - (isSnapshot ? 1 : 0)
        var longer = commands
        longer.insert(statement.command, at: index)
        return Pipeline<(Output, Next)>(commands: longer, isSnapshot: isSnapshot) { reply throws(PostgresError) in
            (try decode(reply), try statement.decode(reply.rows(index)))
        }
    }

    /// The same, and the statements of another before its own, in the same round trip and transaction.
    ///
    /// - Precondition: the other's are `.eachStatement`; of a snapshot's moment they are here, if this is one.
    public func preceded<Before>(by earlier: Pipeline<Before>) -> Pipeline<(Before, Output)> {
        precondition(!earlier.isSnapshot, "a snapshot begins a transaction of its own")
        let first = isSnapshot ? 1 : 0
        let places = first..<first + earlier.commands.count
        var longer = commands
        longer.insert(contentsOf: earlier.commands, at: first)
        return Pipeline<(Before, Output)>(commands: longer, isSnapshot: isSnapshot) { reply throws(PostgresError) in
            let (before, own) = reply.parted(places)
            return (try earlier.decode(before), try decode(own))
        }
    }

    private init(
        commands: [Command], isSnapshot: Bool, decode: @escaping @Sendable (Reply) throws(PostgresError) -> Output
    ) {
        self.commands = commands
        self.isSnapshot = isSnapshot
        self.decode = decode
    }
}
