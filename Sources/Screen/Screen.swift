/// A grid of cells: what a view returns, what a terminal paints, what a test reads.
///
/// Every text that reaches it goes through `displaySafe(_:)`, so no stored byte can steer the terminal. A wide character
/// is never left in half: whatever overwrites or clips one half blanks the other.
public struct Screen: Hashable, Sendable {
    public let size: Size
    /// Row by row, `size.columns` in each.
    var cells: [Cell]

    /// Blank, all in `ground`.
    public init(size: Size, ground: Role = .text) {
        self.size = size
        cells = Array(repeating: Cell(ground: ground), count: size.columns * size.rows)
    }

    /// The cells of a row from left to right; empty outside the screen.
    public func row(_ row: Int) -> ArraySlice<Cell> {
        guard (0..<size.rows).contains(row) else { return [] }
        return cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Nil outside the screen.
    public subscript(_ position: Position) -> Cell? {
        size.bounds.contains(position) ? cells[index(position.column, position.row)] : nil
    }

    /// Only for positions inside.
    func index(_ column: Int, _ row: Int) -> Int {
        row * size.columns + column
    }
}
