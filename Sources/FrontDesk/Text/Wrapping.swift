import Screen

/// The text in lines of at most `columns`, broken between words, but not at a no-break space; a word that is longer is
/// cut.
func wrapped(_ text: String, columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 != "\u{A0}" && $0.isWhitespace }).map({ displaySafe(String($0)) }) {
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

/// The same in at most so many lines; the last ends in an ellipsis where there would be more.
func wrapped(_ text: String, columns: Int, rows: Int) -> [String] {
    let lines = wrapped(text, columns: columns)
    guard lines.count > rows, rows > 0 else { return Array(lines.prefix(max(0, rows))) }
    let last = lines[rows - 1].truncated(toColumns: columns - 1)
    return lines.prefix(rows - 1) + [last.hasSuffix("…") ? last : last + "…"]
}
