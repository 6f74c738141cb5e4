import CNcurses
import Foundation
import Glibc
import Screen
import Terminal
import Testing

/// One after the other: ncurses and the locale belong to the whole process.
@Suite(.serialized) struct `A terminal` {
    let pseudo: PseudoTerminal
    static let utf8 = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]

    init() throws {
        setenv("LC_ALL", "C.UTF-8", 1)
        pseudo = try PseudoTerminal()
    }

    private func open(_ environment: [String: String] = utf8) throws -> Terminal {
        try Terminal(
            theme: ThemeLibrary(folder: nil).theme(named: "dark"), environment: environment, input: pseudo.slave,
            output: pseudo.slave)
    }

    /// Waits for what was typed to arrive, then takes every event there is.
    private func events(of terminal: inout Terminal, after text: String) -> [Event] {
        pseudo.type(text)
        var ready = Glibc.pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&ready, 1, 1000)
        var events: [Event] = []
        while let event = terminal.nextEvent() { events.append(event) }
        return events
    }

    @Test func `is as it was after the program has ended`() throws {
        do {
            let terminal = try open()
            #expect(!pseudo.isCooked)
            #expect(terminal.size == Size(columns: 80, rows: 24))
        }
        let output = pseudo.output()
        #expect(pseudo.isCooked)
        #expect(output.contains("\u{1B}[?1049h") && output.contains("\u{1B}[?2004h"))
        let leaving = try #require(output.range(of: "\u{1B}[?1049l", options: .backwards))
        #expect(!output[leaving.upperBound...].contains("\u{1B}[?1049h"))
        #expect(output.contains("\u{1B}[?2004l"))
    }

    @Test func `is given back and taken again`() throws {
        var terminal = try open()
        terminal.restore()
        terminal.restore()
        #expect(pseudo.isCooked)
        terminal.resume()
        #expect(!pseudo.isCooked)
        #expect(events(of: &terminal, after: "a") == [.key(.character("a"))])
    }

    @Test func `is given back when the program crashes`() async throws {
        let path = pseudo.path
        await #expect(processExitsWith: .failure) { [path = path as String] in
            let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY)
            let theme = try ThemeLibrary(folder: nil).theme(named: "dark")
            let terminal = try Terminal(
                theme: theme, environment: ["TERM": "xterm-256color"], input: descriptor, output: descriptor)
            fatalError("with a terminal of \(terminal.size.columns) columns")
        }
        let output = pseudo.output()
        #expect(output.contains("\u{1B}[?1049h"))
        #expect(pseudo.isCooked)
        #expect(output.hasSuffix("\u{1B}[?1049l") || output.contains("\u{1B}[?1049l\u{1B}[23;0;0t"))
        #expect(output.contains("\u{1B}[?2004l"))
    }

    @Test(arguments: [
        (["TERM": "no-such-terminal"], TerminalError.unusable(name: "no-such-terminal")),
        (["TERM": "dumb"], .unusable(name: "dumb")),
        (["TERM": "../../etc/passwd"], .unusable(name: "../../etc/passwd")),
        (["TERM": ""], .nameMissing), ([:], .nameMissing),
    ])
    func `that cannot be used is refused by name and left alone`(
        environment: [String: String], expected: TerminalError
    ) throws {
        #expect(throws: expected) { _ = try open(environment).size }
        #expect(pseudo.isCooked)
        #expect(pseudo.output() == "")
        #expect(!expected.description.isEmpty)
    }

    @Test func `is needed: a pipe is refused`() throws {
        let theme = try ThemeLibrary(folder: nil).theme(named: "dark")
        #expect(throws: TerminalError.notATerminal) {
            let null = Glibc.open("/dev/null", O_RDWR)
            defer { close(null) }
            _ = try Terminal(theme: theme, environment: Self.utf8, input: null, output: null).size
        }
    }

    @Test(arguments: [
        ("n", [Event.key(.character("n"))]), ("é", [.key(.character("é"))]), ("李", [.key(.character("李"))]),
        ("\r", [.key(.enter)]), ("\t", [.key(.tab)]), ("\u{7F}", [.key(.backspace)]), ("\u{1B}", [.key(.escape)]),
        ("\u{0E}", [.key(.control("n"))]), ("\u{1A}", [.key(.control("z"))]), ("\u{1B}n", [.key(.alt("n"))]),
        ("\u{1B}OA", [.key(.up)]), ("\u{1B}OD", [.key(.left)]), ("\u{1B}[5~", [.key(.pageUp)]),
        ("\u{1B}[Z", [.key(.backTab)]), ("\u{1B}OP", [.key(.function(1))]), ("\u{1B}[24~", [.key(.function(12))]),
        ("abc", [.key(.character("a")), .key(.character("b")), .key(.character("c"))]),
        ("\u{1B}[<0;11;6M", [.mouse(Mouse(.press, at: Position(column: 10, row: 5)))]),
        ("\u{1B}[<64;1;1M", [.mouse(Mouse(.wheelUp, at: Position(column: 0, row: 0)))]),
        ("\u{1B}[<65;1;1M", [.mouse(Mouse(.wheelDown, at: Position(column: 0, row: 0)))]),
        ("\u{1B}[200~yes\rno\u{1B}OA\u{1B}[201~x", [.paste("yes\rno"), .key(.character("x"))]),
    ])
    func `decodes what is typed`(bytes: String, expected: [Event]) throws {
        var terminal = try open()
        #expect(events(of: &terminal, after: bytes) == expected)
    }

    @Test func `brings a paste in one piece, however it arrives`() throws {
        var terminal = try open()
        #expect(events(of: &terminal, after: "\u{1B}[200~one").isEmpty)
        #expect(events(of: &terminal, after: " two").isEmpty)
        #expect(events(of: &terminal, after: "\u{1B}[201~") == [.paste("one two")])
    }

    @Test func `tells of its new size`() throws {
        var terminal = try open()
        pseudo.resize(columns: 100, rows: 30)
        // Another thread may take the signal, so the event is waited for.
        kill(getpid(), SIGWINCH)
        var event = terminal.nextEvent()
        for _ in 0..<500 where event == nil {
            usleep(2000)
            event = terminal.nextEvent()
        }
        #expect(event == .resize(Size(columns: 100, rows: 30)))
        #expect(terminal.size == Size(columns: 100, rows: 30))
    }

    private func painted(_ environment: [String: String], _ draw: (inout Screen) -> Void) throws -> String {
        var terminal = try open(environment)
        _ = pseudo.output()
        var screen = Screen(size: terminal.size)
        draw(&screen)
        terminal.paint(screen)
        return pseudo.output()
    }

    @Test func `shows text in exactly the theme's colours where it can`() throws {
        let environment = Self.utf8.merging(["COLORTERM": "truecolor"]) { $1 }
        let output = try painted(environment) {
            $0.write("● held", at: Position(column: 3, row: 3), Pen(.hold, on: .hold))
        }
        let style = try ThemeLibrary(folder: nil).theme(named: "dark").style(for: .hold)
        let ink = try #require(style.foreground.rgb)
        #expect(output.contains("● held"))
        #expect(output.contains("38:2::\(ink.red):\(ink.green):\(ink.blue)m"), "\(output.debugDescription)")
    }

    @Test func `shows nearest colours of 256, and none when they are not wanted`() throws {
        let draw = { (screen: inout Screen) in
            _ = screen.write("held", at: Position(column: 3, row: 3), Pen(.hold, on: .hold))
        }
        #expect(try painted(Self.utf8, draw).contains("38;5;"))
        let plain = try painted(Self.utf8.merging(["NO_COLOR": "1"]) { $1 }, draw)
        #expect(plain.contains("held") && !plain.contains("38;5;") && !plain.contains("[3"))
    }

    @Test func `dims no text on a ground that is turned round`() throws {
        let output = try painted(Self.utf8.merging(["NO_COLOR": "1"]) { $1 }) { screen in
            screen.write("faint", at: Position(column: 3, row: 3), Pen(.dim))
            screen.write("turned", at: Position(column: 3, row: 4), Pen(.dim, on: .bar))
        }
        #expect(output.contains("[0;2mfaint") && output.contains("[0;7mturned"), "\(output.debugDescription)")
    }

    @Test func `paints no blank like the cursor of a field before it, on a ground that is turned round neither`() throws
    {
        let output = try painted(Self.utf8.merging(["NO_COLOR": "1"]) { $1 }) { screen in
            screen.write("x", at: Position(column: 3, row: 3), Pen(.text, on: .bar))
            screen.write("y", at: Position(column: 4, row: 3), Pen(.text, on: .bar, .reverse))
            screen.write("  z", at: Position(column: 5, row: 3), Pen(.text, on: .bar))
        }
        #expect(output.contains("[0;7mx") && output.contains("y\u{1B}(B\u{1B}[0;7m  z"), "\(output.debugDescription)")
    }

    @Test func `shows twins of the glyphs where the locale has only ASCII`() throws {
        setenv("LC_ALL", "C", 1)
        let output = try painted(["TERM": "xterm-256color", "LC_ALL": "C"]) {
            $0.write("● Zoë 李 ✕ o\u{308}k", at: Position(column: 0, row: 0), Pen(.text))
        }
        #expect(output.contains("* Zo? ?  x ok"), "\(output.debugDescription)")
    }

    @Test func `paints a screen of any size`() throws {
        var terminal = try open()
        for size in [Size(columns: 0, rows: 0), Size(columns: 1, rows: 1), Size(columns: 300, rows: 90)] {
            var screen = Screen(size: size)
            screen.fill(size.bounds, with: "x", Pen(.text))
            terminal.paint(screen)
        }
        #expect(pseudo.output().contains("xxx"))
    }

    @Test func `sends little when little has changed`() throws {
        var terminal = try open()
        var screen = Screen(size: terminal.size)
        screen.fill(screen.size.bounds, with: "·", Pen(.dim))
        terminal.paint(screen)
        _ = pseudo.output()
        terminal.paint(screen)
        #expect(pseudo.output() == "")
        screen.write("x", at: Position(column: 7, row: 7), Pen(.text))
        terminal.paint(screen)
        #expect(pseudo.output().utf8.count < 60)
    }

    @Test func `sends a frame in one piece`() throws {
        var terminal = try open()
        var screen = Screen(size: terminal.size)
        terminal.paint(screen)
        _ = pseudo.output()
        for row in 0..<20 { screen.write("here", at: Position(column: row * 7 % 60, row: row), Pen(.text)) }
        let before = try Self.writes()
        terminal.paint(screen)
        #expect(try Self.writes() - before == 1)
        #expect(pseudo.output().contains("here"))
    }

    /// How many times this thread has written anything.
    private static func writes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/thread-self/io", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("syscw:") })
        return try #require(Int(line.split(separator: " ")[1]))
    }

    @Test func `leaves no half of a wide character, whichever half is written over`() throws {
        var terminal = try open()
        var screen = Screen(size: terminal.size)
        screen.write("a李b李c", at: Position(column: 0, row: 0), Pen(.text))
        terminal.paint(screen)
        _ = pseudo.output()
        screen.write("x", at: Position(column: 2, row: 0), Pen(.text))
        terminal.paint(screen)
        #expect(pseudo.output().contains(" x"))
        screen.write("y", at: Position(column: 4, row: 0), Pen(.text))
        terminal.paint(screen)
        #expect(pseudo.output().contains("y "))
        screen.write("李", at: Position(column: 0, row: 0), Pen(.text))
        terminal.paint(screen)
        #expect(pseudo.output().contains("李"))
    }

    @Test func `shows all of a screen again in another size`() throws {
        var terminal = try open()
        var screen = Screen(size: terminal.size)
        screen.write("same", at: Position(column: 0, row: 1), Pen(.text))
        terminal.paint(screen)
        _ = pseudo.output()
        screen = Screen(size: Size(columns: 40, rows: 10))
        screen.write("same", at: Position(column: 0, row: 1), Pen(.text))
        terminal.paint(screen)
        screen = Screen(size: terminal.size)
        screen.write("same again", at: Position(column: 0, row: 1), Pen(.text))
        terminal.paint(screen)
        #expect(pseudo.output().contains("again"))
    }

    @Test func `shows an unchanged screen again in another theme, and after it was given back`() throws {
        var terminal = try open()
        var screen = Screen(size: terminal.size)
        screen.write("unchanged", at: Position(column: 7, row: 7), Pen(.accent))
        terminal.paint(screen)
        #expect(pseudo.output().contains("unchanged"))
        terminal.use(try ThemeLibrary(folder: nil).theme(named: "light"))
        terminal.paint(screen)
        #expect(pseudo.output().contains("unchanged"))
        terminal.restore()
        terminal.resume()
        terminal.paint(screen)
        #expect(pseudo.output().contains("unchanged"))
    }

    @Test func `counts columns as the gate does`() {
        setlocale(LC_CTYPE, "C.UTF-8")
        for value in (0x20 as UInt32)..<0x2_0000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = displaySafe("a" + String(scalar)).unicodeScalars.dropFirst()
            guard let kept = shown.first, shown.count == 1 else { continue }
            let width = textWidth("a" + String(kept)) - 1
            #expect(Int(wcwidth(wchar_t(bitPattern: kept.value))) == width, "U+\(String(value, radix: 16))")
        }
    }
}
