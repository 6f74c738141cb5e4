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
    private let decode: @Sendable (Reply) throws(PostgresError) -> Output

    /// The outputs come as a tuple in the order of the statements.
    public init<each Part>(_ isolation: Isolation = .eachStatement, _ statements: repeat Statement<each Part>)
    where Output == (repeat each Part) {
        var commands: [Command] = []
        for statement in repeat each statements { commands.append(statement.command) }
        let begin = Command(name: "begin", sql: "begin isolation level repeatable read, read only", parameters: [])
        let commit = Command(name: "commit", sql: "commit", parameters: [])
        let first = isolation == .snapshot ? 1 : 0
        self.commands = isolation == .snapshot ? [begin] + commands + [commit] : commands
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
}
