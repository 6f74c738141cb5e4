/// RFC 2045 section 6.7.
enum QuotedPrintable {
    /// The most characters in a line, its soft line break included.
    private static let longestLine = 76

    /// Puts one line of UTF-8 behind `encoded`, as one or several lines, with no line end after the last.
    static func append(_ line: ArraySlice<UInt8>, to encoded: inout [UInt8]) {
        let hidesFrom = line.starts(with: "From ".utf8)
        let (first, last) = (line.startIndex, line.endIndex - 1)
        var column = 0
        for index in line.indices {
            let byte = line[index]
            let isPlain = byte.isPrintable(atEndOfLine: index == last) && !(index == first && hidesFrom)
            let width = isPlain ? 1 : 3
            if column + width > longestLine - (index == last ? 0 : 1) {
                encoded += "=\r\n".utf8
                column = 0
            }
            if isPlain { encoded.append(byte) } else { byte.appendEscape(to: &encoded) }
            column += width
        }
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

    fileprivate func appendEscape(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "="))
        bytes.append((self >> 4).hexadecimalDigit)
        bytes.append((self & 15).hexadecimalDigit)
    }

    private var hexadecimalDigit: UInt8 { self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "A") + self - 10 }
}
