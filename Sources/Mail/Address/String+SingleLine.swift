extension StringProtocol {
    /// The text on one line, safe to be mailed, shown and logged, whoever wrote it.
    ///
    /// Controls and line ends become spaces, runs of spaces one space. What hides or turns other text goes (the format
    /// characters of Unicode: bidi overrides, zero-width spaces, tags), but for the joiners that scripts and emoji
    /// need. A character keeps at most six combining marks. What is longer than `limit` scalars ends in an ellipsis.
    func singleLine(limit: Int) -> String {
        if utf8.count <= limit, isSingleLine { return String(self) }
        var line = SingleLine()
        for scalar in unicodeScalars { line.append(scalar) }
        return line.text.clipped(to: limit)
    }

    /// Whether nothing is to be done, as with nearly every text: ASCII without controls, single spaces between words.
    private var isSingleLine: Bool {
        let space = UInt8(ascii: " ")
        var last = space
        for byte in utf8 {
            guard (space...0x7E).contains(byte), byte != space || last != space else { return false }
            last = byte
        }
        return last != space || utf8.isEmpty
    }

    private func clipped(to limit: Int) -> String {
        guard unicodeScalars.count > limit else { return String(self) }
        var kept = ""
        var room = limit - 1
        for character in self {
            room -= character.unicodeScalars.count
            guard room >= 0 else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}

private struct SingleLine {
    private var scalars = String.UnicodeScalarView()
    private var spaceIsDue = false
    private var marks = 0

    var text: String { String(scalars) }

    mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar.properties.generalCategory {
        case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            spaceIsDue = !scalars.isEmpty
        case .format, .surrogate:
            if scalar.isJoiner, !spaceIsDue, scalars.last?.isJoiner == false { scalars.append(scalar) }
        case .nonspacingMark, .enclosingMark, .spacingMark:
            marks += 1
            if marks <= 6 { put(scalar) }
        default:
            marks = 0
            if !scalar.properties.isNoncharacterCodePoint { put(scalar) }
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        if spaceIsDue { scalars.append(" ") }
        spaceIsDue = false
        scalars.append(scalar)
    }
}

extension Unicode.Scalar {
    /// Zero-width non-joiner and joiner.
    fileprivate var isJoiner: Bool { self == "\u{200C}" || self == "\u{200D}" }
}
