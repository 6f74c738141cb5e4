import CNcurses
import Glibc

/// Names in the terminfo database.
enum TerminalName {
    /// The names to try, best first: a terminal that says it has 24-bit colour has a `-direct` twin in the database.
    static func candidates(_ name: String, colorTerm: String?) -> [String] {
        guard colorTerm == "truecolor" || colorTerm == "24bit", !name.hasSuffix("-direct") else { return [name] }
        let stem = name.hasSuffix("-256color") ? String(name.dropLast("-256color".count)) : name
        return [stem + "-direct", name]
    }

    /// Whether terminfo knows the name and can place the cursor (setupterm): newterm takes terminals that cannot.
    static func isFullScreen(_ name: String) -> Bool {
        let previous = set_curterm(nil)
        defer { restoreTerminal(previous) }
        var status: Int32 = 0
        guard setupterm(name, STDOUT_FILENO, &status) == OK, status == 1 else { return false }
        guard let address = tigetstr("cup") else { return false }
        // tigetstr answers a missing string with nil, and a name that is no string capability with -1.
        return address != UnsafeMutablePointer(bitPattern: -1)
    }

    private static func restoreTerminal(_ previous: UnsafeMutablePointer<TERMINAL>?) {
        if let probed = set_curterm(previous) { del_curterm(probed) }
    }
}
