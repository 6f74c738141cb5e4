import CNcurses
public import Screen

extension Terminal {
    /// Shows a screen: it is given to ncurses, which sends what has changed since the last one.
    ///
    /// Cells that are as they were are not given again: ncurses has them, and taking a row costs it more than drawing it
    /// costs a view.
    ///
    /// What the terminal is larger than the screen stays blank; what it is smaller is cut.
    public mutating func paint(_ screen: Screen) {
        let window: UnsafeMutablePointer<WINDOW>? = tb_screen()
        let size = self.size
        if screen.size != size { werase(window) }
        let given = screen.size == size ? given : nil
        var run = Run()
        for row in 0..<min(screen.size.rows, size.rows) {
            let changed = screen.changedColumns(ofRow: row, since: given).clamped(to: 0..<size.columns)
            guard !changed.isEmpty else { continue }
            wmove(window, Int32(row), Int32(changed.lowerBound))
            var previous: Cell?
            for cell in screen.row(row).dropFirst(changed.lowerBound).prefix(changed.count) where cell.width > 0 {
                if previous.map({ goesOn(run, with: cell, after: $0) }) != true {
                    let look = palette.look(of: cell)
                    if look != run.look { run.send(to: window, beginning: look) }
                    previous = cell
                }
                run.append(cell, unicode: showsUnicode)
            }
            run.send(to: window, beginning: run.look)
        }
        self.given = screen
        wnoutrefresh(window)
        doupdate()
    }

    /// Whether a cell can be given in the look that the one before it is given in. A blank has no ink to be seen: to
    /// change it for a blank, and back, would be a third of a frame's bytes.
    private func goesOn(_ run: Run, with cell: Cell, after previous: Cell) -> Bool {
        guard cell.ground == previous.ground else { return false }
        if cell.ink == previous.ink, cell.emphasis == previous.emphasis { return true }
        return cell.isBlank && cell.emphasis.isEmpty && !previous.emphasis.contains(.reverse)
            && run.look.attributes & (tb_underline | tb_reverse) == 0
    }
}

/// Neighbouring cells of one look, sent in one call.
private struct Run {
    private(set) var look = Palette.Look(attributes: 0, pair: 0)
    private var characters: [wchar_t] = []

    mutating func append(_ cell: Cell, unicode: Bool) {
        if unicode {
            characters.append(wchar_t(bitPattern: cell.base.value))
            for mark in cell.marks { characters.append(wchar_t(bitPattern: mark.value)) }
        } else if cell.base.isASCII {
            // Its marks would be columns of their own.
            characters.append(wchar_t(bitPattern: cell.base.value))
        } else {
            appendPlain(cell)
        }
    }

    /// A glyph as its twin, a letter if the locale's encoding has it, else a question mark.
    private mutating func appendPlain(_ cell: Cell) {
        let character = wchar_t(bitPattern: cell.base.value)
        if let glyph = Glyph(rawValue: cell.character), let twin = glyph.ascii.asciiValue {
            characters.append(wchar_t(twin))
        } else if tb_encodable(character) {
            characters.append(character)
        } else {
            characters.append(wchar_t(UInt8(ascii: "?")))
            if cell.width == 2 { characters.append(wchar_t(UInt8(ascii: " "))) }
        }
    }

    mutating func send(to window: UnsafeMutablePointer<WINDOW>?, beginning next: Palette.Look) {
        if !characters.isEmpty {
            tb_set_style(window, look.attributes, look.pair)
            waddnwstr(window, characters, Int32(characters.count))
            characters.removeAll(keepingCapacity: true)
        }
        look = next
    }
}
