/// RFC 2045 section 6.7.
enum QuotedPrintable {
    /// The most characters in a line, its soft line break included.
    private static let longestLine = 76

    /// One line of text as one or several lines, with no line end after the last.
    static func encode(_ line: String) -> String {
        let bytes = Array(line.utf8)
        var encoded = ""
        var column = 0
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            let isPlain = byte.isPrintable(atEndOfLine: isLast) && !(index == 0 && line.hasPrefix("From "))
            let character = isPlain ? String(Unicode.Scalar(byte)) : byte.escaped
            if column + character.utf8.count > longestLine - (isLast ? 0 : 1) {
                encoded += "=\r\n"
                column = 0
            }
            encoded += character
            column += character.utf8.count
        }
        return encoded
    }
}

extension UInt8 {
    fileprivate func isPrintable(atEndOfLine: Bool) -> Bool {
        switch self {
        case UInt8(ascii: "="): false
        case UInt8(ascii: " "), UInt8(ascii: "\t"): !atEndOfLine
        default: (0x21...0x7E).contains(self)
        }
    }

    fileprivate var escaped: String {
        let digits = String(self, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "=0\(digits)" : "=\(digits)"
    }
}
