/// The one gate through which stored text reaches a terminal or a plain output.
///
/// What comes out is one line that every terminal shows alike and that steers none: controls (C0, DEL, C1 and with them
/// every escape sequence), unassigned and private characters become `�`, a run of them one; line breaks and tabs become
/// one space; characters that change direction or take no room (bidirectional marks, joiners, variation selectors, tags)
/// are dropped, and so is a skin tone after its emoji; a base keeps at most four combining marks. Text beyond
/// `limit` scalars is cut and ends in `…`. Applying it twice changes nothing more.
///
/// Invalid UTF-8 never gets here: Swift has repaired it to `�` when the string was made.
public func displaySafe(_ text: String, limit: Int = 2000) -> String {
    if text.utf8.count <= limit, text.isPlain { return text }
    var gate = Gate(limit: limit)
    for scalar in text.unicodeScalars where !gate.isFull {
        gate.admit(scalar)
    }
    return String(gate.output)
}

/// Lets one scalar after the other through, or what stands for it.
private struct Gate {
    static let replacement: Unicode.Scalar = "\u{FFFD}"
    static let mostMarks = 4

    let limit: Int
    var output = String.UnicodeScalarView()
    var isFull = false
    private var count = 0
    private var marks = 0
    private var last: Unicode.Scalar?

    init(limit: Int) {
        self.limit = limit
    }

    mutating func admit(_ scalar: Unicode.Scalar) {
        switch Showability(of: scalar) {
        case .base:
            append(scalar)
            marks = 0
        case .mark:
            guard last != nil, marks < Self.mostMarks else { return }
            append(scalar)
            marks += 1
        case .skinTone:
            guard last?.properties.isEmojiModifierBase != true else { return }
            append(scalar)
            marks = 0
        case .space:
            guard last != " " else { return }
            append(" ")
            marks = 0
        case .dropped:
            return
        case .replaced:
            guard last != Self.replacement else { return }
            append(Self.replacement)
            marks = 0
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        guard count < limit else {
            isFull = true
            if last != "…" { output.append("…") }
            return
        }
        output.append(scalar)
        count += 1
        last = scalar
    }
}

extension Unicode.Scalar {
    /// Whether it is beyond doubt: shown alike by all, one column wide, nothing combines with it by itself. Most text and
    /// every glyph of the desk is made of these, and passes without a look into the Unicode tables.
    var isPlain: Bool {
        switch value {
        case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x300: true
        // Dashes and quotes; arrows and mathematics; lines, blocks and shapes.
        case 0x2010..<0x2028, 0x2190..<0x231A, 0x2500..<0x25FD: true
        default: false
        }
    }
}

extension String {
    /// Whether all its scalars are plain; seen from the bytes alone where they are ASCII, as in nearly all text.
    var isPlain: Bool {
        isPrintableASCII || unicodeScalars.allSatisfy(\.isPlain)
    }

    /// Whether it is made of the 95 characters that are a byte and a column each.
    var isPrintableASCII: Bool {
        let isIt = utf8.withContiguousStorageIfAvailable { $0.allSatisfy { (0x20..<0x7F).contains($0) } }
        return isIt ?? false
    }
}

/// What becomes of one scalar at the gate.
private enum Showability {
    case base, mark, skinTone, space, dropped, replaced

    init(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case _ where scalar.isPlain: self = .base
        case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: self = .space
        case 0x00..<0xA0: self = .replaced
        case 0xA0: self = .space
        case 0xFFFD: self = .replaced
        case 0x1F3FB...0x1F3FF: self = .skinTone
        default: self.init(category: scalar)
        }
    }

    private init(category scalar: Unicode.Scalar) {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .format: self = .dropped
        case .unassigned, .privateUse, .surrogate, .control: self = .replaced
        case _ where properties.isDefaultIgnorableCodePoint: self = .dropped
        case _ where !WidthTable.covers(scalar): self = .replaced
        default: self = WidthTable.width(of: scalar) == 0 ? .mark : .base
        }
    }
}
