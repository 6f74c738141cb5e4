extension Screen {
    /// Blanks a rectangle in `ground`.
    public mutating func fill(_ rect: Rect, _ ground: Role) {
        fill(rect, with: " ", Pen(.text, on: ground))
    }

    /// Repeats a character of one column over a rectangle. Any other character is drawn as a space.
    public mutating func fill(_ rect: Rect, with character: Character, _ pen: Pen) {
        let area = rect.intersection(size.bounds)
        var shown = Cluster.space
        if textWidth(character) == 1 { forEachCluster(in: displaySafe(String(character))) { shown = $0 } }
        for row in area.row..<area.endRow where !area.isEmpty {
            for column in area.column..<area.endColumn {
                put(shown, column: column, row: row, pen)
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

    /// A cluster that the clip leaves only in part becomes spaces where it is visible.
    private mutating func place(_ cluster: Cluster, column: Int, row: Int, _ pen: Pen, _ area: Rect) {
        let end = column + Int(cluster.width)
        if column >= area.column && end <= area.endColumn {
            put(cluster, column: column, row: row, pen)
            return
        }
        for part in column..<end where (area.column..<area.endColumn).contains(part) {
            put(.space, column: part, row: row, pen)
        }
    }

    /// Puts a character of one or two columns, wholly inside the screen.
    private mutating func put(_ cluster: Cluster, column: Int, row: Int, _ pen: Pen) {
        let lead = index(column, row)
        for place in lead..<lead + Int(cluster.width) {
            if cells[place].width != 1 { clearHalf(at: place) }
            cells[place].cluster = place == lead ? cluster : .space
            cells[place].width = place == lead ? cluster.width : 0
            cells[place].ink = pen.ink
            if let ground = pen.ground { cells[place].ground = ground }
            cells[place].emphasis = pen.emphasis
        }
    }

    /// Blanks both halves of a wide character of which one is about to be overwritten.
    private mutating func clearHalf(at place: Int) {
        let other = cells[place].width == 0 ? place - 1 : place + 1
        for half in [place, other] {
            cells[half].cluster = .space
            cells[half].width = 1
        }
    }
}
