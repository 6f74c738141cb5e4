extension Screen {
    /// Blanks a rectangle in `ground`.
    public mutating func fill(_ rect: Rect, _ ground: Role) {
        fill(rect, with: " ", Pen(.text, on: ground))
    }

    /// Repeats a character of one column over a rectangle. Any other character is drawn as a space.
    public mutating func fill(_ rect: Rect, with character: Character, _ pen: Pen) {
        let area = rect.intersection(size.bounds)
        var shown = Cluster.space
        if character != " ", textWidth(character) == 1 {
            forEachCluster(in: displaySafe(String(character))) { shown = $0 }
        }
        for row in area.row..<area.endRow where !area.isEmpty {
            put(shown, in: area.column..<area.endColumn, row: row, pen)
        }
    }

    /// Changes the ground of a rectangle and leaves the characters.
    public mutating func tint(_ rect: Rect, _ ground: Role) {
        restyle(rect) { $0.ground = ground }
    }

    /// Changes ink and ground of a rectangle and leaves the characters.
    public mutating func tint(_ rect: Rect, _ pen: Pen) {
        restyle(rect) { cell in
            cell.ink = pen.ink
            cell.ground = pen.ground ?? cell.ground
            cell.emphasis.formUnion(pen.emphasis)
        }
    }

    private mutating func restyle(_ rect: Rect, _ change: (inout Cell) -> Void) {
        let area = rect.intersection(size.bounds)
        for row in area.row..<area.endRow where !area.isEmpty {
            for column in area.column..<area.endColumn {
                change(&rows[row][column])
            }
        }
    }

    /// Writes one line of text, clipped to `clip` and the screen.
    ///
    /// - Returns: the columns that the whole text takes, whether they were visible or not.
    @discardableResult
    public mutating func write(_ text: String, at position: Position, _ pen: Pen, in clip: Rect? = nil) -> Int {
        let area = clip.map { $0.intersection(size.bounds) } ?? size.bounds
        let visible = (area.row..<area.endRow).contains(position.row)
        if text.isPrintableASCII, text.utf8.count <= area.columns {
            if visible { place(text.utf8, at: position, pen, area) }
            return text.utf8.count
        }
        var column = position.column
        forEachCluster(in: displaySafe(text)) { cluster in
            if visible {
                place(cluster, column: column, row: position.row, pen, area)
            }
            column += Int(cluster.width)
        }
        return column - position.column
    }

    /// Writes text into a line's first columns, cut with an ellipsis when it is too long for it.
    ///
    /// - Returns: the columns that were written.
    @discardableResult
    public mutating func write(_ text: String, fitting line: Rect, _ pen: Pen) -> Int {
        guard line.rows > 0 else { return 0 }
        return write(text.truncated(toColumns: line.columns), at: line.origin, pen, in: line)
    }

    /// Writes text so that it ends at the right edge of a line, cut with an ellipsis when it is too long for it.
    ///
    /// - Returns: the columns that were written.
    @discardableResult
    public mutating func write(_ text: String, rightIn line: Rect, _ pen: Pen) -> Int {
        guard line.rows > 0 else { return 0 }
        let shown = text.truncated(toColumns: line.columns)
        let start = Position(column: line.endColumn - textWidth(shown), row: line.row)
        return write(shown, at: start, pen, in: line)
    }

    /// As cluster by cluster, for text of which each byte is one: nearly all text, so it pays.
    private mutating func place(_ text: String.UTF8View, at position: Position, _ pen: Pen, _ area: Rect) {
        let first = max(position.column, area.column)
        let end = min(position.column + text.count, area.endColumn)
        guard first < end else { return }
        blankCharacter(across: first, row: position.row)
        blankCharacter(across: end, row: position.row)
        var cell = Cell(ink: pen.ink)
        cell.emphasis = pen.emphasis
        rows[position.row].withUnsafeMutableBufferPointer { cells in
            for (column, byte) in zip(first..<end, text.dropFirst(first - position.column)) {
                cell.cluster = Cluster(Unicode.Scalar(byte), width: 1)
                cell.ground = pen.ground ?? cells[column].ground
                cells[column] = cell
            }
        }
    }

    /// A cluster that the clip leaves only in part becomes spaces where it is visible.
    private mutating func place(_ cluster: Cluster, column: Int, row: Int, _ pen: Pen, _ area: Rect) {
        let end = column + Int(cluster.width)
        if column >= area.column && end <= area.endColumn {
            put(cluster, column: column, row: row, pen)
            return
        }
        let visible = (column..<end).clamped(to: area.column..<area.endColumn)
        if !visible.isEmpty { put(.space, in: visible, row: row, pen) }
    }

    /// Puts a character of one or two columns, wholly inside the screen.
    private mutating func put(_ cluster: Cluster, column: Int, row: Int, _ pen: Pen) {
        put(cluster, in: column..<column + 1, row: row, pen)
        guard cluster.width == 2 else { return }
        put(.space, in: column + 1..<column + 2, row: row, pen)
        rows[row][column].width = 2
        rows[row][column + 1].width = 0
    }

    /// Puts a character into neighbouring cells of a row, as if it were one column wide.
    private mutating func put(_ cluster: Cluster, in columns: Range<Int>, row: Int, _ pen: Pen) {
        blankCharacter(across: columns.lowerBound, row: row)
        blankCharacter(across: columns.upperBound, row: row)
        var cell = Cell(ink: pen.ink)
        cell.cluster = cluster
        cell.emphasis = pen.emphasis
        rows[row].withUnsafeMutableBufferPointer { cells in
            for column in columns {
                cell.ground = pen.ground ?? cells[column].ground
                cells[column] = cell
            }
        }
    }

    /// Blanks both halves of a wide character that lies across the left edge of a cell: one half is about to be lost.
    private mutating func blankCharacter(across column: Int, row: Int) {
        guard column < size.columns, rows[row][column].width == 0 else { return }
        for half in [column - 1, column] {
            rows[row][half].cluster = .space
            rows[row][half].width = 1
        }
    }
}
