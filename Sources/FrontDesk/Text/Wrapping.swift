import Screen

/// The text in lines of at most `columns`, broken between words; a word that is longer is cut.
func wrapped(_ text: String, columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in displaySafe(text).split(separator: " ").map(String.init) {
        let joined = line.isEmpty ? word : line + " " + word
        if textWidth(joined) <= columns {
            line = joined
        } else {
            if !line.isEmpty { lines.append(line) }
            line = word.truncated(toColumns: columns)
        }
    }
    return line.isEmpty ? lines : lines + [line]
}
