/// How many colours a terminal shows.
public enum ColorDepth: Hashable, Sendable {
    /// 24 bits, the colours of the theme exactly.
    case direct
    /// The 256 of xterm's table.
    case indexed
    /// The eight of ANSI, whatever the terminal makes of them.
    case basic
    /// Attributes alone: the terminal has no colours, or `NO_COLOR` is set.
    case none
}
