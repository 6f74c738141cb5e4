/// PostgreSQL's text form of one-dimensional arrays (section 8.15.6 of its manual).
enum ArrayText {
    static func encode(_ elements: [String?]) -> String {
        var text = Array("{".utf8)
        for element in elements {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            append(element, to: &text)
        }
        return String(decoding: text + "}".utf8, as: UTF8.self)
    }

    private static func append(_ element: String?, to text: inout [UInt8]) {
        guard var element else {
            text += "NULL".utf8
            return
        }
        text.append(UInt8(ascii: "\""))
        element.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                text += bytes[start..<index]
                text.append(UInt8(ascii: "\\"))
                start = index
            }
            text += bytes[start...]
        }
        text.append(UInt8(ascii: "\""))
    }

    /// nil when `text` is not such an array: malformed, of more dimensions, or with bounds of its own.
    static func decode(_ text: String) -> [String?]? {
        var rest = Substring(text).unicodeScalars
        guard rest.popFirst() == "{" else { return nil }
        if rest.first == "}" { return rest.count == 1 ? [] : nil }
        var elements: [String?] = []
        while true {
            guard let element = element(&rest) else { return nil }
            elements.append(element)
            switch rest.popFirst() {
            case ",": continue
            case "}": return rest.isEmpty ? elements : nil
            default: return nil
            }
        }
    }

    /// The outer nil is malformed text, the inner one NULL.
    private static func element(_ rest: inout Substring.UnicodeScalarView) -> String?? {
        if rest.first == "\"" {
            rest.removeFirst()
            return quoted(&rest).map(Optional.some)
        }
        let bare = rest.prefix { $0 != "," && $0 != "}" }
        guard !bare.isEmpty, !bare.contains("{") else { return nil }
        rest.removeFirst(bare.count)
        let text = String(bare)
        return .some(text == "NULL" ? nil : text)
    }

    private static func quoted(_ rest: inout Substring.UnicodeScalarView) -> String? {
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(text)
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                text.append(escaped)
            default: text.append(scalar)
            }
        }
        return nil
    }
}
