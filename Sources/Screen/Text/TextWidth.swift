/// Columns that a text takes in a terminal once it has passed `displaySafe(_:)`.
public func textWidth(_ text: String) -> Int {
    if text.isPrintableASCII { return text.utf8.count }
    if text.isPlain { return text.unicodeScalars.count }
    return displaySafe(text).unicodeScalars.reduce(0) { $0 + WidthTable.width(of: $1) }
}

/// Columns that one character takes once it has passed `displaySafe(_:)`.
public func textWidth(_ character: Character) -> Int {
    textWidth(String(character))
}

/// Cuts safe text into what a terminal keeps in one cell each.
///
/// These are finer than Swift's characters: a flag is two clusters, for a terminal knows no grapheme rules.
func forEachCluster(in safe: String, _ body: (Cluster) -> Void) {
    if safe.isPlain {
        for scalar in safe.unicodeScalars { body(Cluster(scalar, width: 1)) }
        return
    }
    var pending: Cluster?
    for scalar in safe.unicodeScalars {
        let width = WidthTable.width(of: scalar)
        if width == 0 {
            pending?.add(scalar)
        } else {
            if let pending { body(pending) }
            pending = Cluster(scalar, width: width)
        }
    }
    if let pending { body(pending) }
}

extension String {
    /// The text if it fits into `columns`, else as many whole characters as fit before an ellipsis.
    public func truncated(toColumns columns: Int) -> String {
        guard columns > 0 else { return "" }
        let safe = displaySafe(self)
        // No scalar takes more columns than bytes.
        guard safe.utf8.count > columns, textWidth(safe) > columns else { return safe }
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
