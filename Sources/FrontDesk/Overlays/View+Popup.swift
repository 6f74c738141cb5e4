import Screen

extension DeskView {
    /// A framed box over what is there.
    ///
    /// - Returns: the inside of it.
    mutating func drawPopup(_ area: Rect, title: String) -> Rect {
        let area = area.intersection(screen.size.bounds)
        guard area.columns > 4, area.rows > 2 else { return Rect(column: 0, row: 0, columns: 0, rows: 0) }
        trimWords(around: area)
        screen.fill(area, .popup)
        offer(area, as: .nothing)
        let pen = Pen(.frame)
        let horizontal = Rect(column: area.column + 1, row: area.row, columns: area.columns - 2, rows: 1)
        screen.fill(horizontal, with: Glyph.line.character, pen)
        screen.fill(
            Rect(column: horizontal.column, row: area.endRow - 1, columns: horizontal.columns, rows: 1),
            with: Glyph.line.character, pen)
        for column in [area.column, area.endColumn - 1] {
            let side = Rect(column: column, row: area.row + 1, columns: 1, rows: area.rows - 2)
            screen.fill(side, with: Glyph.column.character, pen)
        }
        drawCorners(area, pen)
        let heading = Rect(column: area.column + 2, row: area.row, columns: area.columns - 4, rows: 1)
        if !title.isEmpty { screen.write(" \(title) ", fitting: heading, Pen(.title)) }
        return area.inside
    }

    private mutating func drawCorners(_ area: Rect, _ pen: Pen) {
        let corners: [(Glyph, Int, Int)] = [
            (.topLeft, area.column, area.row), (.topRight, area.endColumn - 1, area.row),
            (.bottomLeft, area.column, area.endRow - 1), (.bottomRight, area.endColumn - 1, area.endRow - 1),
        ]
        for (glyph, column, row) in corners {
            screen.fill(Rect(column: column, row: row, columns: 1, rows: 1), with: glyph.character, pen)
        }
    }

    /// In the middle of the desk, at most as large as it.
    func centered(columns: Int, rows: Int) -> Rect {
        let columns = min(columns, screen.size.columns - 4)
        let rows = min(rows, layout.message.row - 1)
        return Rect(
            column: (screen.size.columns - columns) / 2, row: max(1, (screen.size.rows - rows) / 2 - 1),
            columns: columns, rows: rows)
    }

    /// A field with its cursor, or what belongs into it while it is empty.
    mutating func draw(_ field: TextField, hint: String, in line: Rect) {
        screen.fill(line, .field)
        let room = line.columns - 1
        let text = textWidth(field.text) > room ? tail(of: field.text, columns: room) : field.text
        let width = screen.write(text, fitting: line, Pen(.title))
        let cursor = Rect(column: line.column + width, row: line.row, columns: 1, rows: line.rows)
        if field.text.isEmpty {
            let rest = Rect(column: line.column + 1, row: line.row, columns: line.columns - 1, rows: line.rows)
            screen.write(hint, fitting: rest, Pen(.dim))
        }
        screen.tint(cursor.intersection(line), Pen(.title, .reverse))
    }

    /// The end of a text that is too long for its field.
    private func tail(of text: String, columns: Int) -> String {
        var kept = text[...]
        while !kept.isEmpty, textWidth(String(kept)) > columns { kept = kept.dropFirst() }
        return String(kept)
    }

    /// The ground of a line of a list, which a click marks or takes.
    mutating func drawLine(_ index: Int, marked: Int, in row: Rect) {
        if index == marked { screen.fill(row, .current) }
        offer(row, as: .line(index))
    }

    /// The part of a list that keeps its mark on the screen.
    func window(count: Int, marked: Int, rows: Int) -> Range<Int> {
        guard rows > 0 else { return 0..<0 }
        let first = min(max(0, marked - rows + 1), max(0, count - rows))
        return first..<min(count, first + rows)
    }

    /// Writes text with each of the words set off where it occurs, as a search does that ignores case and accents.
    mutating func write(_ text: String, matching words: [String], in line: Rect, _ pen: Pen) {
        let shown = text.truncated(toColumns: line.columns)
        screen.write(shown, at: line.origin, pen, in: line)
        let folded = Array(shown).map { foldedForSearch(String($0)) }
        for word in words.map(foldedForSearch) where !word.isEmpty {
            guard let range = Self.range(of: word, in: folded) else { continue }
            let letters = Array(shown)
            let before = textWidth(String(letters[..<range.lowerBound]))
            let width = textWidth(String(letters[range]))
            let match = Rect(column: line.column + before, row: line.row, columns: width, rows: line.rows)
            screen.tint(match.intersection(line), Pen(.match))
        }
    }

    /// Where a word begins and ends among letters that were folded one by one.
    private static func range(of word: String, in letters: [String]) -> Range<Int>? {
        for start in letters.indices {
            var joined = ""
            for end in start..<letters.count {
                joined += letters[end]
                if joined == word { return start..<end + 1 }
                guard word.hasPrefix(joined) else { break }
            }
        }
        return nil
    }
}

extension Rect {
    /// What is left of a popup within its frame.
    var inside: Rect { Rect(column: column + 2, row: row + 1, columns: max(0, columns - 4), rows: max(0, rows - 2)) }
}
