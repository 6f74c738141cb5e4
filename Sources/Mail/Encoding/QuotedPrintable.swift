/// RFC 2045 section 6.7.
enum QuotedPrintable {
    /// The most characters in a line, its soft line break included.
    private static let longestLine = 76

    /// One line of UTF-8 as one or several lines, with no line end after the last.
    static func encode(_ line: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(line.count + line.count / 8)
        var column = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let isPlain = byte.isPrintable(atEndOfLine: isLast) && !(index == 0 && line.starts(with: "From ".utf8))
            let width = isPlain ? 1 : 3
            if column + width > longestLine - (isLast ? 0 : 1) {
                encoded += "=\r\n".utf8
                column = 0
            }
            if isPlain { encoded.append(byte) } else { encoded += byte.escaped }
            column += width
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

    fileprivate var escaped: [UInt8] {
        [UInt8(ascii: "="), (self >> 4).hexadecimalDigit, (self & 15).hexadecimalDigit]
    }

    private var hexadecimalDigit: UInt8 { self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "A") + self - 10 }
}
