import Screen

/// Lines of plain text for people. Each line passes the gate for hostile text as a whole: whatever is in a name, a line
/// stays one line and steers no terminal.
struct TextPage {
    private(set) var text = ""

    mutating func line(_ line: String = "") {
        text += displaySafe(line)
        text += "\n"
    }

    /// Lines as they are: for text that is safe by the way it was made, and has to stay exact.
    mutating func exactly(_ lines: String) {
        text += lines
    }

    /// Rows with their columns aligned, two spaces between; the last column is not padded.
    ///
    /// - Parameters:
    ///   - others: rows of other tables whose columns are to stand below each other with these.
    ///   - limit: the width at which a line is cut, with an ellipsis.
    mutating func table(
        _ rows: [[String]], alignedWith others: [[String]] = [], indent: Int = 0, columns limit: Int = .max
    ) {
        let widths = Self.widths(of: rows + others)
        for row in rows {
            var text = String(repeating: " ", count: indent)
            for (column, cell) in row.map({ displaySafe($0) }).enumerated() {
                let padding = column < row.count - 1 ? widths[column] - textWidth(cell) + 2 : 0
                text += cell + String(repeating: " ", count: max(0, padding))
            }
            line(text.truncated(toColumns: limit))
        }
    }

    /// Of each column but a row's last.
    private static func widths(of rows: [[String]]) -> [Int] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.dropLast().enumerated() {
                if widths.count <= column { widths.append(0) }
                widths[column] = max(widths[column], textWidth(displaySafe(cell)))
            }
        }
        return widths
    }
}
