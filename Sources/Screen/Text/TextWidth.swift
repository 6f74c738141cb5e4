/// Columns that a text takes in a terminal once it has passed `displaySafe(_:)`.
public func textWidth(_ text: String) -> Int {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
    return displaySafe(text).unicodeScalars.reduce(0) { $0 + WidthTable.width(of: $1) }
}

/// Columns that one character takes once it has passed `displaySafe(_:)`.
public func textWidth(_ character: Character) -> Int {
    character.isASCII ? 1 : textWidth(String(character))
}

/// Cuts safe text into what a terminal keeps in one cell: a scalar that takes room, and the marks over it.
///
/// These are finer than Swift's characters: a flag is two clusters, for a terminal knows no grapheme rules.
func forEachCluster(in safe: String, _ body: (Character, Int) -> Void) {
    var cluster = String.UnicodeScalarView()
    var width = 0
    for scalar in safe.unicodeScalars {
        let columns = WidthTable.width(of: scalar)
        if columns > 0 {
            // A mark that does not belong to its base (a Hangul vowel after a Latin letter) is left out.
            if let character = String(cluster).first { body(character, width) }
            cluster.removeAll(keepingCapacity: true)
            width = columns
        }
        cluster.append(scalar)
    }
    if let character = String(cluster).first { body(character, width) }
}

extension String {
    /// The text if it fits into `columns`, else as many whole characters as fit before an ellipsis.
    public func truncated(toColumns columns: Int) -> String {
        guard columns > 0 else { return "" }
        let safe = displaySafe(self)
        guard textWidth(safe) > columns else { return safe }
        var kept = ""
        var used = 0
        for character in safe {
            let width = textWidth(character)
            guard used + width <= columns - 1 else { break }
            kept.append(character)
            used += width
        }
        while kept.last == " " { kept.removeLast() }
        return kept + "…"
    }
}
