import Screen

/// What xterm's reports of the mouse mean ("Mouse Tracking" in its control sequences). Those of other buttons, of moves and
/// of a button let go make nothing.
extension Mouse {
    /// A report of mode 1006: `ESC [ <`, button, column and row with semicolons between them, and `M` for a press.
    init?(report parameters: String, endingIn final: Unicode.Scalar) {
        let numbers = parameters.dropFirst().split(separator: ";").compactMap { Int($0) }
        guard parameters.first == "<", final == "M", numbers.count == 3 else { return nil }
        self.init(button: numbers[0], column: numbers[1], row: numbers[2])
    }

    /// A report of a terminal that knows mode 1000 alone: `ESC [ M` and three characters, each its number and 32.
    init?(following: () -> RawKey?) {
        var numbers: [Int] = []
        while numbers.count < 3 {
            guard case .character(let scalar)? = following() else { return nil }
            numbers.append(Int(scalar.value) - 32)
        }
        self.init(button: numbers[0], column: numbers[1], row: numbers[2])
    }

    /// - Parameters:
    ///   - button: with 4, 8 and 16 for keys held down meanwhile.
    ///   - column: from 1, as is `row`.
    private init?(button: Int, column: Int, row: Int) {
        guard column > 0, row > 0 else { return nil }
        let position = Position(column: column - 1, row: row - 1)
        switch button & ~28 {
        case 0: self.init(.press, at: position)
        case 64: self.init(.wheelUp, at: position)
        case 65: self.init(.wheelDown, at: position)
        default: return nil
        }
    }
}
