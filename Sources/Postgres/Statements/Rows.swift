/// What one statement returned, in the order of the server.
public struct Rows: RandomAccessCollection {
    private let results: ResultSet
    /// The name of the statement, for errors.
    public let statement: String

    init(_ results: ResultSet, statement: String) {
        self.results = results
        self.statement = statement
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { results.rowCount }

    public subscript(position: Int) -> Row {
        precondition(indices.contains(position), "row \(position) of \(count)")
        return Row(results, position, statement: statement)
    }

    /// How many rows an INSERT, UPDATE, DELETE or SELECT touched.
    public var affected: Int { results.affectedRows }
}

/// One row; its cells are read by the name of their column.
public struct Row {
    private let results: ResultSet
    private let index: Int
    /// The name of the statement, for errors.
    public let statement: String
    private var prefix = ""

    init(_ results: ResultSet, _ index: Int, statement: String) {
        self.results = results
        self.index = index
        self.statement = statement
    }

    /// The same row, in which `id` now means the column `blocker_id`, for a row that holds several things of a kind.
    public func columns(ledBy prefix: String) -> Row {
        var row = self
        row.prefix += prefix
        return row
    }

    /// The cell of `column`; throws `.decoding` when there is no such column, or its value is not a `Value`.
    ///
    /// NULL is only read by an optional type: `row["phone", as: String?.self]`.
    @inlinable
    public subscript<Value: ColumnDecodable>(column: String, as type: Value.Type = Value.self) -> Value {
        get throws(PostgresError) {
            // Only this much is made anew for each type, in the module that reads it: unspecialised it looks the type up
            // at run time for each cell, and a calendar has tens of thousands.
            let text = try text(of: column)
            guard let value = Value(columnText: text) else { throw misfit(column, isNull: text == nil, type) }
            return value
        }
    }

    /// The cell of `column`, turned into a word of the program; throws `.decoding` when `transform` gives nil.
    @inlinable
    public func value<Value: ColumnDecodable, Word>(
        _ column: String, as type: Value.Type = Value.self, _ transform: (Value) -> Word?
    ) throws(PostgresError) -> Word {
        guard let word = transform(try self[column, as: type]) else { throw misfit(column, isNull: false, Word.self) }
        return word
    }

    @usableFromInline
    func text(of column: String) throws(PostgresError) -> String? {
        guard let number = results.number(of: column, ledBy: prefix) else {
            throw failure(prefix + column, "there is no such column")
        }
        return results.text(row: index, column: number)
    }

    @usableFromInline
    func misfit(_ column: String, isNull: Bool, _ type: Any.Type) -> PostgresError {
        failure(prefix + column, isNull ? "NULL where \(type) is expected" : "not a \(type)")
    }

    private func failure(_ column: String, _ problem: String) -> PostgresError {
        .decoding(DecodingFailure(statement: statement, column: column, problem: problem))
    }
}
