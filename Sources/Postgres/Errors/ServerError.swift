/// What the server said against a statement: everything but DETAIL, CONTEXT and HINT, which quote whole rows.
public struct ServerError: Hashable, Sendable {
    public var sqlState: SQLState
    /// The name of the statement that failed.
    public var statement: String
    /// The server's primary message; empty for data exceptions (family 22), whose message quotes the value.
    public var message: String
    public var schema: String?
    public var table: String?
    public var column: String?
    public var constraint: String?
    /// Where in the SQL the error is, counted in characters from 1.
    public var position: Int?

    public init(
        sqlState: SQLState, statement: String, message: String, schema: String? = nil, table: String? = nil,
        column: String? = nil, constraint: String? = nil, position: Int? = nil
    ) {
        self.sqlState = sqlState
        self.statement = statement
        self.message = sqlState.family == "22" ? "" : message
        self.schema = schema
        self.table = table
        self.column = column
        self.constraint = constraint
        self.position = position
    }
}
