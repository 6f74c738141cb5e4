import Screen

/// Why there is no full-screen terminal to work with.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// `TERM` is not set.
    case nameMissing
    /// The terminfo database has no such terminal, or one without what full screens need (newterm).
    case unusable(name: String)

    public var description: String {
        switch self {
        case .notATerminal:
            "The desk needs a terminal on standard input and output; the commands do not: touchbase --help."
        case .nameMissing:
            "TERM is not set, so what the terminal can do is unknown. Set it, for example TERM=xterm-256color."
        case .unusable(let name):
            """
            The terminal “\(displaySafe(name, limit: 60))” is not known on this machine, or too plain for the desk. \
            Install ncurses-term or set TERM=xterm-256color; the commands work everywhere: touchbase --help.
            """
        }
    }
}
