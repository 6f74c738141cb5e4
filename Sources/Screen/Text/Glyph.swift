/// The signs of the desk that are not letters, each with its twin for terminals that show only ASCII.
///
/// All take one column. Views write `Glyph.confirmed.character`; the terminal takes the twin where it must.
public enum Glyph: Character, CaseIterable, Sendable {
    case hold = "◌"
    case confirmed = "●"
    case checkedIn = "◉"
    case completed = "✓"
    case noShow = "✕"
    case mail = "✉"
    case previous = "‹"
    case next = "›"
    case slot = "▸"
    case edge = "▌"
    case bar = "━"
    case line = "─"
    case dashed = "╌"
    case column = "│"
    case cross = "┼"
    case topLeft = "┌"
    case topRight = "┐"
    case bottomLeft = "└"
    case bottomRight = "┘"
    case dot = "·"
    case shade = "░"
    case dash = "–"
    case longDash = "—"
    case ellipsis = "…"
    case enter = "↵"
    case shift = "⇧"
    case up = "↑"
    case down = "↓"
    case left = "←"
    case right = "→"
    case warning = "▲"
    case minute = "′"
    case openQuote = "“"
    case closeQuote = "”"
    case apostrophe = "’"
    case block1 = "▁"
    case block2 = "▂"
    case block3 = "▃"
    case block4 = "▄"
    case block5 = "▅"
    case block6 = "▆"
    case block7 = "▇"
    case block8 = "█"
    case unknown = "\u{FFFD}"

    public var character: Character { rawValue }

    /// One ASCII character of the same meaning.
    public var ascii: Character {
        switch self {
        case .hold: "o"
        case .confirmed: "*"
        case .checkedIn: "@"
        case .completed: "v"
        case .noShow: "x"
        case .mail: "m"
        case .previous, .left: "<"
        case .next, .slot, .right: ">"
        case .edge, .column: "|"
        case .bar: "="
        case .line, .dashed, .dash, .longDash: "-"
        case .cross, .topLeft, .topRight, .bottomLeft, .bottomRight: "+"
        case .dot: "."
        case .shade: ":"
        case .ellipsis: "~"
        case .enter: "="
        case .shift: "s"
        case .up: "^"
        case .down: "v"
        case .warning: "!"
        case .minute, .apostrophe: "'"
        case .openQuote, .closeQuote: "\""
        case .block1, .block2: "_"
        case .block3, .block4, .block5: "="
        case .block6, .block7, .block8: "#"
        case .unknown: "?"
        }
    }

    /// The eighths of a bar, from nothing to full; `share` is 0 ... 1.
    public static func level(_ share: Double) -> Character {
        let blocks: [Glyph] = [.block1, .block2, .block3, .block4, .block5, .block6, .block7, .block8]
        let index = Int((min(max(share, 0), 1) * 7).rounded())
        return blocks[index].character
    }
}
