/// Where in a TOML text each key and each element of an array stands.
///
/// TOMLKit tells lines only of syntax errors. This index is built from a text that TOMLKit has accepted, so it only looks for
/// the outlines: headers, keys, and how deep brackets and quotes go.
struct SourceLines {
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    private var lines: [[Step]: Int] = [:]

    init(of text: String) {
        var scanner = OutlineScanner(text)
        scanner.scanDocument()
        lines = scanner.lines
    }

    /// The line of what stands at `path`, counted from 1; of what it is part of, when it has no line of its own.
    func line(of path: [Step]) -> Int {
        var path = path[...]
        while !path.isEmpty {
            if let line = lines[Array(path)] { return line }
            path.removeLast()
        }
        return 1
    }
}

/// Walks once through a TOML text that is known to be valid (toml.io/en/v1.0.0).
private struct OutlineScanner {
    private(set) var lines: [[SourceLines.Step]: Int] = [:]
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// How many elements each array of tables has so far.
    private var counts: [[SourceLines.Step]: Int] = [:]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func scanDocument() {
        var section: [SourceLines.Step] = []
        skipBlanks()
        while let byte = peek {
            if byte == UInt8(ascii: "[") {
                section = header()
            } else {
                keyAndValue(in: section)
            }
            skipBlanks()
        }
    }

    private mutating func header() -> [SourceLines.Step] {
        let start = line
        take()
        let isArray = peek == UInt8(ascii: "[")
        if isArray { take() }
        var path: [SourceLines.Step] = []
        for key in dottedKey() {
            if let count = counts[path] { path.append(.index(count - 1)) }
            path.append(.key(key))
        }
        if isArray {
            lines[path] = lines[path] ?? start
            counts[path, default: 0] += 1
            path.append(.index(counts[path, default: 1] - 1))
        }
        lines[path] = start
        while let byte = peek, byte == UInt8(ascii: "]") { take() }
        return path
    }

    private mutating func keyAndValue(in section: [SourceLines.Step]) {
        let start = line
        let path = section + dottedKey().map { .key($0) }
        lines[path] = start
        take()
        skipBlanks()
        value(at: path)
    }

    private mutating func value(at path: [SourceLines.Step]) {
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = quoted()
        case UInt8(ascii: "["): array(at: path)
        case UInt8(ascii: "{"): inlineTable(at: path)
        default: while let byte = peek, !",]}#\n".utf8.contains(byte) { take() }
        }
    }

    private mutating func array(at path: [SourceLines.Step]) {
        take()
        skipBlanks()
        var index = 0
        while let byte = peek, byte != UInt8(ascii: "]") {
            lines[path + [.index(index)]] = line
            value(at: path + [.index(index)])
            index += 1
            skipSeparator()
        }
        take()
    }

    private mutating func inlineTable(at path: [SourceLines.Step]) {
        take()
        skipBlanks()
        while let byte = peek, byte != UInt8(ascii: "}") {
            keyAndValue(in: path)
            skipSeparator()
        }
        take()
    }

    private mutating func dottedKey() -> [String] {
        var keys: [String] = []
        while let byte = peek, byte != UInt8(ascii: "="), byte != UInt8(ascii: "]") {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: "\t"): take()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): keys.append(quoted())
            default: keys.append(bareKey())
            }
        }
        return keys
    }

    private mutating func bareKey() -> String {
        let start = position
        while let byte = peek, !".=] \t".utf8.contains(byte) { take() }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// What stands between the quotes, one of them or three, with its escapes as written.
    private mutating func quoted() -> String {
        let mark = bytes[position]
        let isLong = bytes[position...].starts(with: [mark, mark, mark])
        let length = isLong ? 3 : 1
        for _ in 0..<length { take() }
        let start = position
        while position < bytes.count, !bytes[position...].starts(with: repeatElement(mark, count: length)) {
            if mark == UInt8(ascii: "\""), bytes[position] == UInt8(ascii: "\\") { take() }
            take()
        }
        let end = min(position, bytes.count)
        // A long string may end in one or two quotes of its own.
        while isLong, position + length < bytes.count, bytes[position + length] == mark { take() }
        for _ in 0..<length { take() }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take() {
        if peek == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private mutating func skipSeparator() {
        skipBlanks()
        if peek == UInt8(ascii: ",") { take() }
        skipBlanks()
    }

    /// Blanks, line ends and comments.
    private mutating func skipBlanks() {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): take()
            case UInt8(ascii: "#"): while let byte = peek, byte != UInt8(ascii: "\n") { take() }
            default: return
            }
        }
    }
}
