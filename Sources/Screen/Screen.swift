/// A grid of cells: what a view returns, what a terminal paints, what a test reads.
///
/// Every text that reaches it goes through `displaySafe(_:)`, so no stored byte can steer the terminal. A wide character
/// is never left in half: whatever overwrites or clips one half blanks the other.
///
/// Rows are shared between copies until one of them is drawn on: a frame that was made from another costs the rows in which
/// they differ, in making it and in finding out where they do.
public struct Screen: Hashable, Sendable {
    public let size: Size
    /// `size.rows` of them, of `size.columns` cells each.
    var rows: [[Cell]]

    /// Blank, all in `ground`.
    public init(size: Size, ground: Role = .text) {
        self.size = size
        rows = Array(repeating: Array(repeating: Cell(ground: ground), count: size.columns), count: size.rows)
    }

    /// The cells of a row from left to right; empty outside the screen.
    public func row(_ row: Int) -> [Cell] {
        rows.indices.contains(row) ? rows[row] : []
    }

    /// Nil outside the screen.
    public subscript(_ position: Position) -> Cell? {
        size.bounds.contains(position) ? rows[position.row][position.column] : nil
    }
}
