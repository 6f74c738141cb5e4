import CNcurses
import Glibc
public import Screen

/// The terminal, owned: from `init` until the value goes out of scope it shows screens and reads keys, then it is as it
/// was before (ncurses `newterm`, `endwin`, `delscreen`).
///
/// ncurses keeps the current screen in globals, so a process has one at a time, used from one thread. When the process
/// dies of a fault (a trap, a segmentation violation) or of a signal that nothing handles the terminal is given back too; SIGKILL alone leaves it as it is.
public struct Terminal: ~Copyable {
    /// Where keys come from: poll it for reading, then call `nextEvent()` until it has no more.
    public let inputDescriptor: Int32
    public let colorDepth: ColorDepth
    /// Whether the locale shows all characters; else glyphs are drawn as their ASCII twins.
    public let showsUnicode: Bool

    let handle: OpaquePointer
    let files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
    /// Keys are read from a pad, for reading from a window would repaint it.
    let keys: UnsafeMutablePointer<WINDOW>
    var decoder = EventDecoder()
    var palette: Palette
    /// What ncurses was given last and still has; nil: it may have lost some of it, or shown it in other colours.
    var given: Screen?

    /// Takes over the terminal behind two descriptors, which stay the caller's.
    ///
    /// - Parameter environment: of it `TERM`, `COLORTERM`, `NO_COLOR` and the locale's variables are read.
    public init(
        theme: Theme, environment: [String: String], input: Int32 = 0, output: Int32 = 1
    ) throws(TerminalError) {
        guard isatty(input) == 1, isatty(output) == 1, Rescue.keepModes(of: output) else { throw .notATerminal }
        guard let name = environment["TERM"], !name.isEmpty else { throw .nameMissing }
        let unicode = Self.adoptLocale(environment)
        let names = TerminalName.candidates(name, colorTerm: environment["COLORTERM"])
        guard let opened = Self.open(names, input: input, output: output) else { throw .unusable(name: name) }
        showsUnicode = unicode
        handle = opened.handle
        files = opened.files
        keys = opened.keys
        inputDescriptor = input
        colorDepth = Self.startColors(direct: opened.name.hasSuffix("-direct"), environment: environment)
        palette = Palette(theme: theme, depth: colorDepth)
        Self.setModes(keys: keys)
        Rescue.prepare()
        enter()
    }

    deinit {
        restore()
        delwin(keys)
        delscreen(handle)
        fclose(files.input)
        fclose(files.output)
    }

    /// As the terminal says now.
    public var size: Size {
        Size(columns: Int(tb_columns()), rows: Int(tb_rows()))
    }

    /// Paints in other colours from the next frame on.
    public mutating func use(_ theme: Theme) {
        palette = Palette(theme: theme, depth: colorDepth)
        given = nil
    }

    /// Rings the terminal's bell.
    public func bell() {
        beep()
    }

    /// Gives the terminal back to the shell and stops the process, as Ctrl-Z does; returns when it goes on.
    public mutating func suspend() {
        restore()
        raise(SIGSTOP)
        resume()
    }

    /// Gives the terminal back; `resume()` takes it again. Harmless when it was given back before.
    public func restore() {
        guard !isendwin() else { return }
        send(Modes.off)
        endwin()
        Rescue.arm(false)
    }

    /// Takes the terminal again after `restore()`.
    public mutating func resume() {
        given = nil
        enter()
        clearok(tb_screen(), true)
    }

    /// Full-screen drawing begins: the first `doupdate` sends what the terminal needs for it.
    private func enter() {
        Rescue.arm(true)
        wnoutrefresh(tb_screen())
        doupdate()
        curs_set(0)
        send(Modes.on)
    }

    /// Sends what ncurses knows no word for, after all that it has sent.
    private func send(_ text: String) {
        fputs(text, files.output)
        fflush(files.output)
    }
}

/// Bracketed paste (`?2004`) and reports of the mouse (`?1000`, in the form of `?1006`: xterm's control sequences).
///
/// The mouse is not left to ncurses: where a report is of no use to it, such as of a button let go, it waits for the next
/// byte, and with it all of the desk.
enum Modes {
    static let on = "\u{1B}[?2004h\u{1B}[?1000;1006h"
    static let off = "\u{1B}[?1000;1006l\u{1B}[?2004l"
}
