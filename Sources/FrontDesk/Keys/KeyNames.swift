/// What keys are called on the screen.
public enum KeyNames: Sendable {
    /// By the signs on them, such as `↵`.
    case signs
    /// In words, for terminals that have no such signs: their twins of one character would be read as other keys.
    case words

    /// What the key map has as `label`, as it stands on the screen.
    func name(_ label: String) -> String {
        self == .signs ? label : Self.inWords[label] ?? label
    }

    /// Columns for the keys in a list of them.
    var columns: Int { self == .signs ? 7 : 10 }

    /// How many lines there are above what is shown, or below it.
    func more(_ count: Int, above: Bool) -> String {
        switch self {
        case .signs: "\(above ? "↑" : "↓") \(count) more"
        case .words: "\(count) more \(above ? "above" : "below")"
        }
    }

    private static let inWords = [
        "↵": "Enter", "↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "↑↓": "Up/Dn", "⇧Tab": "Shift-Tab",
    ]
}
