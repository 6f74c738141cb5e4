import Screen

extension DeskView {
    /// What a box will cover in part is cut between words at its left, and ends in an ellipsis; at its right, where the
    /// beginning is lost, it goes up to the next line or gap. So nothing beside a box reads as if it belonged to it.
    mutating func trimWords(around area: Rect) {
        for row in area.row..<area.endRow {
            trimWord(endingAt: area.column - 1, row)
            trimWord(beginningAt: area.endColumn, row)
        }
    }

    private mutating func trimWord(endingAt last: Int, _ row: Int) {
        guard isText(last, row), isText(last + 1, row) || isText(last + 2, row) else { return }
        var column = last
        if isText(last + 1, row) {
            while isText(column, row) { column -= 1 }
            // What begins with the word that is cut has nothing left to say.
            guard isBlank(column, row), isText(column - 1, row) else {
                return blank(column + 1, to: last + 1, row)
            }
        }
        let end = isBlank(column, row) ? column : last
        blank(end, to: last + 1, row)
        screen.write("…", at: Position(column: end, row: row), Pen(.dim))
    }

    private mutating func trimWord(beginningAt first: Int, _ row: Int) {
        guard isText(first - 1, row) || isBlank(first - 1, row) && isText(first - 2, row) else { return }
        // The pane is another thing than the calendar beside it, however near its words are.
        let isBesidePane = !model.isEmptyPractice && first <= paneInside.column
        let limit = isBesidePane ? layout.pane.column : screen.size.columns
        var end = first
        while end < limit, isText(end, row) || isGap(end, row) { end += 1 }
        blank(first, to: end, row)
    }

    private mutating func blank(_ first: Int, to end: Int, _ row: Int) {
        let rest = Rect(column: first, row: row, columns: max(0, end - first), rows: 1)
        for column in rest.column..<rest.endColumn {
            screen.write(" ", at: Position(column: column, row: row), Pen(.text))
        }
    }

    /// A letter, a digit or a sign; no line, edge or shade of the calendar.
    private func isText(_ column: Int, _ row: Int) -> Bool {
        guard let character = screen[Position(column: column, row: row)]?.character, character != " " else {
            return false
        }
        // Dots in a row are a line, and one alone stands between words.
        if character == Glyph.dot.character { return isBlank(column - 1, row) && isBlank(column + 1, row) }
        return !("\u{2500}"..."\u{259F}").contains(character)
    }

    /// One or two blanks before more text.
    private func isGap(_ column: Int, _ row: Int) -> Bool {
        guard isBlank(column, row) else { return false }
        return isText(column + 1, row) || isBlank(column + 1, row) && isText(column + 2, row)
    }

    private func isBlank(_ column: Int, _ row: Int) -> Bool {
        screen[Position(column: column, row: row)]?.character == " "
    }
}
