/// Writes JSON (RFC 8259) as it is told, member by member, into one buffer.
///
/// Characters that could steer a terminal or hide among others (controls, direction marks, zero-width ones) are written as
/// escapes: the value is the same, and the bytes are safe to look at.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// A member whose value `body` writes.
    mutating func member(_ key: StaticString, _ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: "\":".utf8)
        needsComma = false
        body(&self)
        needsComma = true
    }

    mutating func member(_ key: StaticString, _ value: String?) { member(key) { $0.value(value) } }
    mutating func member(_ key: StaticString, _ value: Int) { member(key) { $0.value(value) } }
    mutating func member(_ key: StaticString, _ value: Bool) { member(key) { $0.value(value) } }

    /// A member that is an array, an element for each of `elements`.
    mutating func member<Element>(
        _ key: StaticString, each elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
    ) {
        member(key) { json in
            json.array { json in
                for element in elements { body(&json, element) }
            }
        }
    }

    mutating func object(_ body: (inout JSONWriter) -> Void) {
        enclose("{", "}", body)
    }

    mutating func array(_ body: (inout JSONWriter) -> Void) {
        enclose("[", "]", body)
    }

    /// Null for nil.
    mutating func value(_ text: String?) {
        separate()
        guard let text else { return bytes.append(contentsOf: "null".utf8) }
        bytes.append(UInt8(ascii: "\""))
        // Every value passes here some thousand times for a long list; nearly all are plain.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars { append(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func value(_ number: Int) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func value(_ flag: Bool) {
        separate()
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    private mutating func enclose(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
    ) {
        separate()
        bytes.append(UInt8(ascii: open))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes.append(contentsOf: "\\\"".utf8)
        case "\\": bytes.append(contentsOf: "\\\\".utf8)
        case "\n": bytes.append(contentsOf: "\\n".utf8)
        case "\t": bytes.append(contentsOf: "\\t".utf8)
        case _ where scalar.isHarmless:
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { appendEscape(unit) }
        }
    }

    private mutating func appendEscape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
    }
}
