import CNcurses
import Screen

/// A theme in terms of what this terminal shows: attributes and a colour pair for each ink on each ground.
struct Palette {
    struct Look: Equatable {
        var attributes: attr_t
        var pair: Int32
    }

    private struct Pair: Hashable {
        var foreground: Int32
        var background: Int32
    }

    private static let roles = Role.allCases

    private let styles: [Style]
    private let depth: ColorDepth
    private let mostPairs: Int32
    private var looks: [Look?]
    private var pairs: [Pair: Int32] = [:]

    /// Without colours every theme would lose what it says by grounds, so the monochrome one is taken instead.
    init(theme: Theme, depth: ColorDepth) {
        let shown = depth == .none ? ThemeLibrary.monochrome : theme
        styles = Self.roles.map(shown.style(for:))
        self.depth = depth
        mostPairs = depth == .none ? 0 : tb_color_pairs()
        looks = Array(repeating: nil, count: Self.roles.count * Self.roles.count)
    }

    /// Colour and weight come from the ink, the colour behind and reversal from the ground.
    mutating func look(of cell: Cell) -> Look {
        let index = Int(cell.ink.rawValue) * Self.roles.count + Int(cell.ground.rawValue)
        var look =
            looks[index] ?? resolve(ink: styles[Int(cell.ink.rawValue)], ground: styles[Int(cell.ground.rawValue)])
        looks[index] = look
        if cell.emphasis.contains(.bold) { look.attributes |= tb_bold }
        if cell.emphasis.contains(.underline) { look.attributes |= tb_underline }
        if cell.emphasis.contains(.reverse) { look.attributes ^= tb_reverse }
        return look
    }

    private mutating func resolve(ink: Style, ground: Style) -> Look {
        var attributes: attr_t = 0
        if ink.isBold { attributes |= tb_bold }
        // Grey on white, as a dimmed ink is on a ground that is turned round, is hard to read.
        if ink.isDim, !ground.isReversed { attributes |= tb_dim }
        if ink.isUnderlined { attributes |= tb_underline }
        if ground.isReversed { attributes |= tb_reverse }
        let pair = Pair(foreground: ink.foreground.number(at: depth), background: ground.background.number(at: depth))
        return Look(attributes: attributes, pair: number(of: pair))
    }

    /// Pair 0 is the terminal's own; it is also what is left when the terminal has no more pairs.
    private mutating func number(of pair: Pair) -> Int32 {
        if pair == Pair(foreground: -1, background: -1) { return 0 }
        if let known = pairs[pair] { return known }
        let number = Int32(pairs.count + 1)
        guard number < mostPairs, init_extended_pair(number, pair.foreground, pair.background) == OK else { return 0 }
        pairs[pair] = number
        return number
    }
}
