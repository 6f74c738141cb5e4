/// What people type about customers and bookings, in the form in which it is stored.
///
/// Space around it is taken off, and so is what hides or turns other text (direction marks, zero-width characters): it
/// comes along when something is pasted, and nobody could see what to mend. What is left must say something, and fit.
public enum TypedText {
    /// One line of at most 200 characters.
    public static func name(_ text: String) throws(TypedTextError) -> String {
        let name = text.withoutHiddenMarks
        guard name.isOneLine else { throw .control(.name) }
        guard name.hasSomethingVisible, name.unicodeScalars.count <= 200 else { throw .name }
        return name
    }

    /// One line of at most 40 characters with a digit among them.
    public static func phone(_ text: String) throws(TypedTextError) -> String {
        let phone = text.withoutHiddenMarks
        let hasDigit = phone.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard phone.isOneLine else { throw .control(.phone) }
        guard hasDigit, phone.unicodeScalars.count <= 40 else { throw .phone }
        return phone
    }

    /// Why a booking is cancelled: one line of at most 1000 characters, or nothing.
    public static func reason(_ text: String) throws(TypedTextError) -> String {
        let reason = text.withoutHiddenMarks
        guard reason.isOneLine else { throw .control(.reason) }
        guard reason.unicodeScalars.count <= 1000 else { throw .reason }
        return reason
    }

    /// What is remembered of a customer: at most 4000 characters, on any number of lines.
    public static func notes(_ text: String) throws(TypedTextError) -> String {
        let notes = text.withoutHiddenMarks
        guard notes.split(separator: "\n").allSatisfy(\.isOneLine) else { throw .control(.notes) }
        guard notes.unicodeScalars.count <= 4000 else { throw .notes }
        return notes
    }
}

/// Why a text cannot be stored. The descriptions are for the person who typed it, and repeat nothing of it.
public enum TypedTextError: Error, Hashable, Sendable, CustomStringConvertible {
    case name, phone, reason, notes
    /// Something that steers a terminal and is no part of a text: an escape, a tab, a line end.
    case control(Field)

    public enum Field: Hashable, Sendable {
        case name, phone, reason, notes
    }

    public var description: String {
        switch self {
        case .control(.name): "The name has control characters in it, such as a line end, a tab or an escape. \(cure)"
        case .control(.phone):
            "The phone number has control characters in it, such as a line end, a tab or an escape. \(cure)"
        case .control(.reason):
            "The reason has control characters in it, such as a line end, a tab or an escape. \(cure)"
        case .control(.notes): "The notes have control characters in them, such as a tab or an escape. \(cure)"
        case .name: "A name is one line of at most 200 characters with something visible in it."
        case .phone: "A phone number is one line of at most 40 characters with digits in it."
        case .reason: "A reason is one line of at most 1000 characters."
        case .notes: "Notes have at most 4000 characters."
        }
    }

    private var cure: String { "Write it without them." }
}

extension String {
    fileprivate var withoutHiddenMarks: String {
        var scalars = unicodeScalars
        scalars.removeAll { $0.isHiddenMark }
        let trimmed = scalars.drop { $0.properties.isWhitespace }
        guard let last = trimmed.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(String.UnicodeScalarView(trimmed[...last]))
    }

    fileprivate var hasSomethingVisible: Bool {
        unicodeScalars.contains { scalar in
            let isBlank = scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
            // Braille without a dot is blank, too, and no property says so.
            return !isBlank && scalar != "\u{2800}" && !scalar.isMark
        }
    }
}

extension StringProtocol {
    fileprivate var isOneLine: Bool {
        unicodeScalars.allSatisfy { scalar in
            ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
    }
}

extension Unicode.Scalar {
    /// Leaves nothing on the screen of its own. Variation selectors do, by the letter before them, and stay.
    fileprivate var isHiddenMark: Bool {
        if properties.generalCategory == .format { return true }
        return properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector
    }

    fileprivate var isMark: Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory)
    }
}
