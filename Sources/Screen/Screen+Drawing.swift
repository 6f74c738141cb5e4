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
            put(shown, at: index(area.column, row), times: area.columns, pen)
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
        let place = index(first, position.row)
        blankCharacter(across: place)
        blankCharacter(across: place + end - first)
        var cell = Cell(ink: pen.ink)
        cell.emphasis = pen.emphasis
        cells.withUnsafeMutableBufferPointer { cells in
            for (offset, byte) in text.dropFirst(first - position.column).prefix(end - first).enumerated() {
                cell.cluster = Cluster(Unicode.Scalar(byte), width: 1)
                cell.ground = pen.ground ?? cells[place + offset].ground
                cells[place + offset] = cell
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
        for part in column..<end where (area.column..<area.endColumn).contains(part) {
            put(.space, column: part, row: row, pen)
        }
    }

    /// Puts a character of one or two columns, wholly inside the screen.
    private mutating func put(_ cluster: Cluster, column: Int, row: Int, _ pen: Pen) {
        let place = index(column, row)
        put(cluster, at: place, times: 1, pen)
        guard cluster.width == 2 else { return }
        put(.space, at: place + 1, times: 1, pen)
        cells[place].width = 2
        cells[place + 1].width = 0
    }

    /// Puts a character into so many neighbouring cells of a row, as if it were one column wide.
    private mutating func put(_ cluster: Cluster, at place: Int, times count: Int, _ pen: Pen) {
        blankCharacter(across: place)
        blankCharacter(across: place + count)
        var cell = Cell(ink: pen.ink)
        cell.cluster = cluster
        cell.emphasis = pen.emphasis
        cells.withUnsafeMutableBufferPointer { cells in
            for place in place..<place + count {
                cell.ground = pen.ground ?? cells[place].ground
                cells[place] = cell
            }
        }
    }

    /// Blanks both halves of a wide character that lies across the left edge of a cell: one half is about to be lost.
    private mutating func blankCharacter(across place: Int) {
        guard place < cells.count, cells[place].width == 0 else { return }
        for half in [place - 1, place] {
            cells[half].cluster = .space
            cells[half].width = 1
        }
    }
}
