/// Finds where a key stands in a TOML text, for error messages: the parser keeps no positions of what it accepted.
struct SourceLines {
    private let lines: [Substring]

    init(_ source: String) {
        lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The line of `key`, counted from 1, in `[section]` (nil: before the first section); nil when it is not found.
    func line(of key: String, in section: String?) -> Int? {
        var current: String?
        for (index, raw) in lines.enumerated() {
            let line = raw.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("[") {
                current = line.dropFirst().prefix { $0 != "]" }.trimmed
                if current == key || current == [section, key].compactMap(\.self).joined(separator: ".") {
                    return index + 1
                }
            } else if current == section, line.prefix(while: { $0 != "=" && $0 != "." }).trimmed == key {
                return index + 1
            }
        }
        return nil
    }
}

extension Substring {
    /// Without the spaces and quotes around a key.
    fileprivate var trimmed: String {
        let isEdge = { (character: Character) in character == " " || character == "\t" || character == "\"" }
        var text = drop(while: isEdge)
        while let last = text.last, isEdge(last) { text.removeLast() }
        return String(text)
    }
}
