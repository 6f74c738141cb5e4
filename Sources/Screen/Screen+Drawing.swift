extension Screen {
    /// Blanks a rectangle in `ground`.
    public mutating func fill(_ rect: Rect, _ ground: Role) {
        fill(rect, with: " ", Pen(.text, on: ground))
    }

    /// Repeats a character of one column over a rectangle. Any other character is drawn as a space.
    public mutating func fill(_ rect: Rect, with character: Character, _ pen: Pen) {
        let area = rect.intersection(size.bounds)
        let shown = textWidth(character) == 1 ? character : " "
        for row in area.row..<area.endRow where !area.isEmpty {
            for column in area.column..<area.endColumn {
                put(shown, width: 1, column: column, row: row, pen)
            }
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
                change(&cells[index(column, row)])
            }
        }
    }

    /// Writes one line of text, clipped to `clip` and the screen.
    ///
    /// - Returns: the columns that the whole text takes, whether they were visible or not.
    @discardableResult
    public mutating func write(_ text: String, at position: Position, _ pen: Pen, in clip: Rect? = nil) -> Int {
        let area = clip.map { $0.intersection(size.bounds) } ?? size.bounds
        var column = position.column
        let visible = (area.row..<area.endRow).contains(position.row)
        forEachCluster(in: displaySafe(text)) { character, width in
            if visible {
                place(character, width, column: column, row: position.row, pen, area)
            }
            column += width
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

    /// A cluster that the clip leaves only in part becomes spaces where it is visible.
    private mutating func place(
        _ character: Character, _ width: Int, column: Int, row: Int, _ pen: Pen, _ area: Rect
    ) {
        if column >= area.column && column + width <= area.endColumn {
            put(character, width: width, column: column, row: row, pen)
            return
        }
        for part in column..<column + width where (area.column..<area.endColumn).contains(part) {
            put(" ", width: 1, column: part, row: row, pen)
        }
    }

    /// Puts a character of one or two columns, wholly inside the screen.
    private mutating func put(_ character: Character, width: Int, column: Int, row: Int, _ pen: Pen) {
        for part in column..<column + width {
            clearHalf(column: part, row: row)
        }
        let lead = index(column, row)
        for offset in 0..<width {
            cells[lead + offset].character = offset == 0 ? character : " "
            cells[lead + offset].width = offset == 0 ? UInt8(width) : 0
            cells[lead + offset].ink = pen.ink
            cells[lead + offset].ground = pen.ground ?? cells[lead + offset].ground
            cells[lead + offset].emphasis = pen.emphasis
        }
    }

    /// Blanks the other half of a wide character of which one half is about to be overwritten.
    private mutating func clearHalf(column: Int, row: Int) {
        let here = index(column, row)
        guard cells[here].width != 1 else { return }
        let other = cells[here].width == 0 ? here - 1 : here + 1
        for half in [here, other] {
            cells[half].character = " "
            cells[half].width = 1
        }
    }
}
