import Foundation
import Glibc

/// The real program in a pseudo-terminal of its own, with the hands and eyes of whoever sits before it. It is killed
/// when the test is through with it.
final class DeskTerminal {
    struct NotSeen: Error, CustomStringConvertible {
        let description: String
    }

    let process: pid_t
    private let path: String
    private var master: Int32
    /// Kept open, so that what the program leaves behind can be looked at.
    private var slave: Int32
    private var screen: ScreenModel
    private var status: Int32?
    /// All that the program has sent.
    private(set) var sent: [UInt8] = []

    init(
        _ program: Program, _ arguments: [String] = [], term: String = "xterm-256color", columns: Int = 120,
        rows: Int = 36
    ) throws {
        var ends: (master: Int32, slave: Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 128)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&ends.master, &ends.slave, &name, nil, &size) == 0 else { throw POSIXError(.EIO) }
        (master, slave) = ends
        for end in [ends.master, ends.slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        screen = ScreenModel(columns: columns, rows: rows)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        var environment = program.environment
        environment["TERM"] = term
        process = try Self.spawn(program.path, arguments, environment, terminal: path)
    }

    /// A desk that shows its practice, and says that it is live.
    static func live(
        _ program: Program, _ arguments: [String] = [], as name: String? = nil, columns: Int = 120, rows: Int = 36
    ) throws -> DeskTerminal {
        var program = program
        if let name { program.environment["TOUCHBASE_TERMINAL"] = name }
        let desk = try DeskTerminal(program, arguments, columns: columns, rows: rows)
        try desk.see("Ana Ruiz")
        try desk.see("● live")
        return desk
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        hangUp()
    }

    /// Takes the terminal away, as a line that breaks does.
    func hangUp() {
        for end in [slave, master] where end >= 0 { close(end) }
        (master, slave) = (-1, -1)
    }

    /// As the leader of a session whose terminal is the one at `path`: the first that a leader opens becomes that.
    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String], terminal path: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // POSIX_SPAWN_SETSID, which glibc's header keeps for those who define _GNU_SOURCE.
        posix_spawnattr_setflags(&attributes, 0x80)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + settings { free(text) } }
        var id: pid_t = 0
        guard posix_spawn(&id, program, &actions, &attributes, &words, &settings) == 0 else {
            throw POSIXError(.ENOENT)
        }
        return id
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Types for a program that is stopped, and waits until that lies ready for it: a terminal passes keys on in its own
    /// time.
    func typeAhead(_ text: String) throws {
        type(text)
        try wait("what was typed", within: .seconds(20)) { desk in
            var keys = pollfd(fd: desk.slave, events: Int16(POLLIN), revents: 0)
            return poll(&keys, 1, 0) > 0
        }
    }

    func resize(columns: Int, rows: Int) {
        look(for: 0)
        screen.resize(columns: columns, rows: rows)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    func signal(_ number: Int32) {
        kill(process, number)
    }

    /// What is on the screen now.
    var text: String {
        look(for: 0)
        return screen.text
    }

    /// The day that is shown, as the screen writes it.
    var date: String {
        text.split(separator: "‹").dropFirst().first?.split(separator: "›").first.map(String.init) ?? ""
    }

    /// Waits until the screen shows `text`.
    func see(_ text: String, within limit: Duration = .seconds(20)) throws {
        try wait("“\(text)”", within: limit) { $0.screen.text.contains(text) }
    }

    /// Waits until the screen no longer shows `text`.
    func seeGone(_ text: String, within limit: Duration = .seconds(20)) throws {
        try wait("“\(text)” gone", within: limit) { !$0.screen.text.contains(text) }
    }

    /// Waits for the program's end; its status, or 128 and the signal that ended it.
    func finish(within limit: Duration = .seconds(20)) throws -> Int32 {
        try wait("its end", within: limit) { $0.hasEnded }
        look(for: 0)
        return status ?? -1
    }

    /// Waits until the program is stopped, as Ctrl-Z does.
    func finishStopping() throws {
        try wait("a stop", within: .seconds(20)) { desk in
            let line = try? String(contentsOfFile: "/proc/\(desk.process)/stat", encoding: .utf8)
            return line?.split(separator: " ").dropFirst(2).first == "T"
        }
        look(for: 20)
    }

    /// Whether typed lines are edited and echoed, as a shell expects, and nothing of the full screen is left.
    var isGivenBack: Bool {
        look(for: 0)
        var modes = termios()
        tcgetattr(slave, &modes)
        let flags = [ICANON, ECHO, ISIG].map { tcflag_t($0) }
        let isCooked = flags.allSatisfy { modes.c_lflag & $0 != 0 }
        let left = screen.modes.intersection([1000, 1002, 1006, 1049, 2004])
        return isCooked && left.isEmpty && screen.modes.contains(25)
    }

    /// What people do with a terminal that a program has left as it was.
    func reset() throws {
        let program = try Self.spawn(
            "/usr/bin/reset", [], ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"], terminal: path)
        waitpid(program, nil, 0)
        look(for: 20)
    }

    private var hasEnded: Bool {
        if status != nil { return true }
        var word: Int32 = 0
        guard waitpid(process, &word, WNOHANG) == process else { return false }
        status = word & 0x7F == 0 ? word >> 8 & 0xFF : 128 + word & 0x7F
        return true
    }

    /// Waits until `isDone`.
    func wait(_ what: String, within limit: Duration, until isDone: (DeskTerminal) -> Bool) throws {
        let end = ContinuousClock.now + limit
        while true {
            look(for: 10)
            if isDone(self) { return }
            guard ContinuousClock.now < end else { throw NotSeen(description: "not seen: \(what)\n\(screen.text)") }
        }
    }

    /// Takes in what the program sends, at first waiting up to so many milliseconds for it.
    private func look(for milliseconds: Int32) {
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        var patience = milliseconds
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while poll(&ready, 1, patience) == 1, Int32(ready.revents) & POLLIN != 0 {
            let count = read(master, &chunk, chunk.count)
            guard count > 0 else { return }
            sent += chunk.prefix(count)
            screen.feed(Array(chunk.prefix(count)))
            patience = 0
        }
    }
}
