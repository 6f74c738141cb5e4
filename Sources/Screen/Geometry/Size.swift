/// How large a screen is, in terminal cells; never negative.
public struct Size: Hashable, Sendable {
    public let columns: Int
    public let rows: Int

    /// A negative length becomes zero: a terminal that is being dragged may report anything.
    public init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// The whole of it, from the upper left corner.
    public var bounds: Rect { Rect(column: 0, row: 0, columns: columns, rows: rows) }
}
