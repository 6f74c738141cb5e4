extension Screen {
    /// The characters as lines, without the spaces at their ends: for plain output and for tests.
    public var text: String {
        (0..<size.rows).map { line($0) }.joined(separator: "\n")
    }

    /// One row of it.
    public func line(_ row: Int) -> String {
        var line = ""
        for cell in self.row(row) where cell.width > 0 {
            line.append(cell.character)
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// The inks as a picture: one letter a cell, of `Role.letter`; a blank cell has no ink and shows a space.
    public var inkLayer: String {
        layer { $0.base == " " ? " " : $0.ink.letter }
    }

    /// The grounds as a picture, one letter a cell.
    public var groundLayer: String {
        layer { $0.ground == .text ? " " : $0.ground.letter }
    }

    private func layer(_ letter: (Cell) -> Character) -> String {
        (0..<size.rows).map { row in
            var line = String(self.row(row).map(letter))
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}

extension Role {
    /// One letter or digit for the role in pictures of a screen's roles.
    public var letter: Character {
        switch self {
        case .text: "t"
        case .dim: "d"
        case .faint: "f"
        case .title: "T"
        case .accent: "a"
        case .key: "k"
        case .rule: "r"
        case .bar: "b"
        case .header: "h"
        case .pane: "p"
        case .popup: "P"
        case .frame: "R"
        case .field: "i"
        case .match: "m"
        case .current: "l"
        case .hour: "0"
        case .off: "o"
        case .buffer: "u"
        case .turnover: "U"
        case .now: "n"
        case .selected: "s"
        case .flash: "!"
        case .hold: "H"
        case .ownHold: "O"
        case .urgent: "X"
        case .confirmed: "C"
        case .checkedIn: "I"
        case .completed: "c"
        case .noShow: "N"
        case .cancelled: "x"
        case .uncovered: "V"
        case .bookable: "B"
        case .snug: "S"
        case .gap: "g"
        case .conflict: "F"
        case .live: "L"
        case .stale: "z"
        case .failed: "e"
        case .waiting: "w"
        case .done: "D"
        }
    }
}
