/// RFC 2045 section 6.7.
enum QuotedPrintable {
    /// The most characters in a line, its soft line break included.
    private static let longestLine = 76

    /// Puts one line of UTF-8 behind `encoded`, as one or several lines, with no line end after the last.
    static func append(_ line: ArraySlice<UInt8>, to encoded: inout [UInt8]) {
        let hidesFrom = line.starts(with: "From ".utf8)
        let (first, last) = (line.startIndex, line.endIndex - 1)
        var column = 0
        var index = first
        while index <= last {
            let run = hidesFrom && index == first ? 0 : plainRun(of: line[index..<last], fitting: column)
            encoded += line[index..<index + run]
            index += run
            column += run
            guard run == 0 else { continue }
            let isPlain = line[index].isPrintable(atEndOfLine: index == last) && !(index == first && hidesFrom)
            let width = isPlain ? 1 : 3
            if column + width > longestLine - (index == last ? 0 : 1) {
                encoded += "=\r\n".utf8
                column = 0
            }
            if isPlain { encoded.append(line[index]) } else { line[index].appendEscape(to: &encoded) }
            column += width
            index += 1
        }
    }

    /// How many bytes at the start of `line`, whose end is not that of its line, can be copied as they are behind as
    /// many as `column`: most of most lines.
    private static func plainRun(of line: ArraySlice<UInt8>, fitting column: Int) -> Int {
        line.prefix(max(0, longestLine - 1 - column)).prefix { $0.isPrintable(atEndOfLine: false) }.count
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
