import CNcurses
public import Screen

extension Terminal {
    /// Shows a screen: the whole of it is given to ncurses, which sends what has changed since the last one.
    ///
    /// What the terminal is larger than the screen stays blank; what it is smaller is cut.
    public mutating func paint(_ screen: Screen) {
        let window: UnsafeMutablePointer<WINDOW>? = tb_screen()
        if screen.size != size { werase(window) }
        var run = Run()
        for row in 0..<min(screen.size.rows, size.rows) {
            wmove(window, Int32(row), 0)
            for cell in screen.row(row).prefix(size.columns) where cell.width > 0 {
                let look = palette.look(of: cell)
                if look != run.look { run.send(to: window, beginning: look) }
                run.append(cell, unicode: showsUnicode)
            }
            run.send(to: window, beginning: run.look)
        }
        wnoutrefresh(window)
        doupdate()
    }
}

/// Neighbouring cells of one look, sent in one call.
private struct Run {
    private(set) var look = Palette.Look(attributes: 0, pair: 0)
    private var characters: [wchar_t] = []

    mutating func append(_ cell: Cell, unicode: Bool) {
        if unicode || cell.character.isASCII {
            for scalar in cell.character.unicodeScalars { characters.append(wchar_t(bitPattern: scalar.value)) }
        } else {
            appendPlain(cell)
        }
    }

    /// A glyph as its twin, a letter if the locale's encoding has it, else a question mark.
    private mutating func appendPlain(_ cell: Cell) {
        let scalar = cell.character.unicodeScalars.first ?? " "
        if let glyph = Glyph(rawValue: cell.character), let twin = glyph.ascii.asciiValue {
            characters.append(wchar_t(twin))
        } else if tb_encodable(wchar_t(bitPattern: scalar.value)) {
            characters.append(wchar_t(bitPattern: scalar.value))
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
