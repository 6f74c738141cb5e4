/// One SQL command as a value: name, text, bound parameters, and how its rows read.
///
/// The same value runs blocking (`Connection.run`), non-blocking (`Connection.send`) and inside a `Pipeline`.
public struct Statement<Output>: Request {
    private(set) var command: Command
    public private(set) var epilogue: Command?
    let decode: @Sendable (Rows) throws(PostgresError) -> Output

    /// - Parameters:
    ///   - name: what errors and logs call it; say it in words, put no values in it.
    ///   - sql: one command with `$1`, `$2`, … for the parameters; cast where the type is not plain (`$1::bigint[]`).
    ///   - decode: reads the rows; runs after the whole answer has come.
    public init(
        _ name: String, _ sql: String, _ parameters: [any Bindable] = [],
        decode: @escaping @Sendable (Rows) throws(PostgresError) -> Output
    ) {
        command = Command(name: name, sql: sql, parameters: parameters.map { $0.parameterText })
        self.decode = decode
    }

    public var name: String { command.name }
    public var sql: String { command.sql }
    public var commands: [Command] { [command] }

    public func output(of reply: Reply) throws(PostgresError) -> Output {
        try decode(reply.rows(0))
    }

    /// The same, and each session keeps it prepared from its first use on: for what is asked again and again under one
    /// text, and takes longer to plan than to run.
    public var kept: Statement {
        var statement = self
        statement.command.isKept = true
        return statement
    }

    /// The same, and `next` behind it in the same round trip, in a transaction of its own: for what need not, or must not,
    /// wait inside the first. Nobody is told whether `next` fails.
    public func followed(by next: Statement<some Any>) -> Statement {
        var statement = self
        statement.epilogue = next.command
        return statement
    }
}

extension Statement where Output == Int {
    /// A command that returns no rows; gives how many it touched.
    public init(_ name: String, _ sql: String, _ parameters: [any Bindable] = []) {
        self.init(name, sql, parameters) { rows in rows.affected }
    }
}

extension Statement {
    /// Reads every row.
    public static func all<Element>(
        _ name: String, _ sql: String, _ parameters: [any Bindable] = [],
        row read: @escaping @Sendable (Row) throws(PostgresError) -> Element
    ) -> Statement where Output == [Element] {
        Statement(name, sql, parameters) { rows throws(PostgresError) in
            var elements: [Element] = []
            elements.reserveCapacity(rows.count)
            for row in rows { elements.append(try read(row)) }
            return elements
        }
    }

    /// Reads the only row; none or several throw `.decoding`.
    public static func one(
        _ name: String, _ sql: String, _ parameters: [any Bindable] = [],
        row read: @escaping @Sendable (Row) throws(PostgresError) -> Output
    ) -> Statement {
        Statement(name, sql, parameters) { rows throws(PostgresError) in
            guard rows.count == 1 else { throw rows.wrongCount("exactly one row") }
            return try read(rows[0])
        }
    }

    /// Reads the only row, nil when there is none; several throw `.decoding`.
    public static func first<Element>(
        _ name: String, _ sql: String, _ parameters: [any Bindable] = [],
        row read: @escaping @Sendable (Row) throws(PostgresError) -> Element
    ) -> Statement where Output == Element? {
        Statement(name, sql, parameters) { rows throws(PostgresError) in
            guard rows.count <= 1 else { throw rows.wrongCount("at most one row") }
            return try rows.first.map { row throws(PostgresError) in try read(row) }
        }
    }
}

extension Request where Self == Statement<Int> {
    /// Hears what is sent on `channel` from its commit on; what was sent before, or while disconnected, is lost.
    public static func listen(on channel: String) -> Statement<Int> {
        Statement("listen", "listen \(quotedIdentifier(channel))")
    }
}

/// `name` as an SQL identifier, whatever is in it: the few places that take no parameter need it.
public func quotedIdentifier(_ name: String) -> String {
    var quoted = "\""
    for character in name.unicodeScalars {
        if character == "\"" { quoted += "\"" }
        quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
}

extension Rows {
    fileprivate func wrongCount(_ expected: String) -> PostgresError {
        .decoding(
            DecodingFailure(statement: statement, column: nil, problem: "\(count) rows where \(expected) is expected"))
    }
}
