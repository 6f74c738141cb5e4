import CNcurses
import Glibc

extension Terminal {
    /// What `newterm` needs and what it gave.
    struct Opened {
        let name: String
        let handle: OpaquePointer
        let files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
        let keys: UnsafeMutablePointer<WINDOW>
    }

    /// Sets the process's character type, for ncurses asks the C library how wide a character is.
    ///
    /// Where no variable says a locale, UTF-8 is taken: a fresh container has none, and its terminal shows UTF-8.
    ///
    /// - Returns: whether the encoding is UTF-8.
    static func adoptLocale(_ environment: [String: String]) -> Bool {
        let isSaid = ["LC_ALL", "LC_CTYPE", "LANG"].contains { environment[$0]?.isEmpty == false }
        if setlocale(LC_CTYPE, isSaid ? "" : "C.UTF-8") == nil {
            setlocale(LC_CTYPE, "C")
        }
        guard let codeset = nl_langinfo(nl_item(CODESET)) else { return false }
        return String(cString: codeset) == "UTF-8"
    }

    /// Opens the first of the names that terminfo knows; nil when there is none.
    ///
    /// The descriptors are duplicated into streams of their own, so that closing these leaves the caller's open.
    static func open(_ names: [String], input: Int32, output: Int32) -> Opened? {
        guard let reading = fdopen(dup(input), "r") else { return nil }
        guard let writing = fdopen(dup(output), "w") else {
            fclose(reading)
            return nil
        }
        for name in names where TerminalName.isFullScreen(name) {
            guard let handle = newterm(name, writing, reading) else { continue }
            // Until it has been left and resumed once, ncurses sends what comes before each move of the cursor by itself,
            // as for a program that only uses terminfo: twenty writes for a frame, and not one. Before there are colours,
            // for with these a resumption resets the terminal's own palette.
            endwin()
            doupdate()
            guard let keys = newpad(1, 1) else {
                endwin()
                delscreen(handle)
                continue
            }
            return Opened(name: name, handle: handle, files: (reading, writing), keys: keys)
        }
        fclose(reading)
        fclose(writing)
        return nil
    }

    /// - Returns: how many colours there are to paint with.
    static func startColors(direct: Bool, environment: [String: String]) -> ColorDepth {
        guard environment["NO_COLOR"]?.isEmpty != false, has_colors() else { return .none }
        start_color()
        use_default_colors()
        if direct { return .direct }
        return tb_colors() >= 256 ? .indexed : tb_colors() >= 8 ? .basic : .none
    }

    /// Keys one by one and unechoed, decoded, never waited for.
    static func setModes(keys: UnsafeMutablePointer<WINDOW>) {
        raw()
        noecho()
        nonl()
        keypad(keys, true)
        nodelay(keys, true)
        // A lone Escape is told from a key's sequence by what follows within this many milliseconds.
        set_escdelay(25)
        define_key("\u{1B}[200~", EventDecoder.pasteBegins)
        define_key("\u{1B}[201~", EventDecoder.pasteEnds)
        // Reports of the mouse come as the characters they are made of.
        define_key(nil, KEY_MOUSE)
        // Else ncurses stops at every few rows to look for typed keys, and sends a frame in dozens of pieces.
        typeahead(-1)
    }
}
