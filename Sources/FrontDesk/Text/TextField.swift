import Screen

/// One line of typed text, edited at its end.
struct TextField: Hashable, Sendable {
    /// How many characters are taken unless a field is made for more: as long as the longest line that is stored.
    static let usual = 1000

    private(set) var text = ""
    private let longest: Int

    /// - Parameters:
    ///   - text: what stands there first; never cut.
    ///   - longest: how many characters can be typed.
    init(_ text: String = "", longest: Int = Self.usual) {
        self.longest = longest
        self.text = displaySafe(text, limit: .max)
    }

    /// The words, case and accents as typed.
    var words: [String] { text.split(separator: " ").map(String.init) }
    var isBlank: Bool { words.isEmpty }
    /// Whether a space ends what was typed.
    var endsWord: Bool { !isBlank && text.hasSuffix(" ") }
    /// Whether a word is being typed that begins with a letter.
    var endsInName: Bool { !endsWord && words.last?.first?.isLetter == true }
    var trimmed: String { words.joined(separator: " ") }

    /// Takes a key that types or deletes; false when it is another.
    mutating func type(_ key: Key) -> Bool {
        switch key {
        case .character(let character): append(String(character))
        case .backspace: text = String(text.dropLast())
        case .control("u"): text = ""
        case .control("w"): text = words.dropLast().map { $0 + " " }.joined()
        default: return false
        }
        return true
    }

    /// Takes a paste: one line of it, made safe; line breaks become spaces and nothing is taken or confirmed by them.
    mutating func append(_ added: String) {
        let room = max(0, longest - text.count)
        text += displaySafe(added, limit: longest).prefix(room)
    }
}
