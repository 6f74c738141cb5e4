import CNcurses
import CRescue

/// Gives the terminal back when the process dies of a signal that nothing else handles.
enum Rescue {
    /// Before ncurses changes anything: keeps the modes that the shell set. False when the descriptor has none.
    static func keepModes(of output: Int32) -> Bool {
        tb_rescue_keep_modes(output)
    }

    /// Once terminfo is loaded: keeps the bytes that leave paste and mouse modes, reset attributes, show the cursor and
    /// leave the alternate screen.
    static func prepare() {
        let exits = ["sgr0", "cnorm", "rmkx", "rmcup"].compactMap(capability)
        let farewell = Array((Modes.off + exits.joined()).utf8CString.dropLast())
        tb_rescue_keep_farewell(farewell, farewell.count)
        tb_rescue_on_signals()
    }

    /// Whether such a signal gives the terminal back from now on.
    static func arm(_ armed: Bool) {
        tb_rescue_arm(armed)
    }

    /// A string of the terminal's own, without the padding (`$<5>`) that only teletypes need.
    private static func capability(_ name: String) -> String? {
        guard let string = tigetstr(name), string != UnsafeMutablePointer(bitPattern: -1) else { return nil }
        return withoutPadding(String(cString: string))
    }

    /// By hand, because a first regular expression takes longer than all else that a start needs of the terminal.
    static func withoutPadding(_ string: String) -> String {
        var rest = Substring(string)
        var kept = ""
        while let start = rest.firstRange(of: "$<"), let end = rest[start.upperBound...].firstIndex(of: ">") {
            kept += rest[..<start.lowerBound]
            rest = rest[rest.index(after: end)...]
        }
        return kept + rest
    }
}
