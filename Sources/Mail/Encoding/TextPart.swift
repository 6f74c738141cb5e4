/// Text of a MIME type with the transfer encoding that carries it (RFC 2045): its header fields, and its content.
struct TextPart {
    /// Such as `text/plain`.
    private let type: String
    /// Of the type, such as `method=REQUEST`.
    private let parameter: String?
    /// Lines with CRLF after each.
    private let content: String
    private let encoding: String

    /// Any line ends will do, and become CRLF; other controls but tabs are taken out.
    init(_ type: String, parameter: String? = nil, _ text: String) {
        let lines = text.cleanLines
        self.type = type
        self.parameter = parameter
        if lines.allSatisfy(\.passesUnencoded) {
            encoding = "7bit"
            content = Self.joined(lines)
        } else {
            encoding = "quoted-printable"
            content = Self.joined(lines.map(QuotedPrintable.encode))
        }
    }

    private static func joined(_ lines: [[UInt8]]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.reduce(0) { $0 + $1.count + 2 })
        for line in lines {
            bytes += line
            bytes += "\r\n".utf8
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Its header fields, an empty line, and its content.
    var encoded: String {
        let fields = [
            HeaderField("Content-Type", words: ["\(type);"] + (parameter.map { ["\($0);"] } ?? []) + ["charset=utf-8"]),
            HeaderField("Content-Transfer-Encoding", encoding),
        ]
        return fields.map(\.encoded).joined() + "\r\n" + content
    }
}

extension String {
    /// The lines without their ends (LF, CR or CRLF) and without controls; an end after the last line makes no line.
    ///
    /// Byte by byte: letter by letter it took half the time of writing a mail. The controls beyond ASCII, U+0080 to
    /// U+009F, are C2 and a byte below A0.
    fileprivate var cleanLines: [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        var last: UInt8 = 0
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\n") where last == UInt8(ascii: "\r"): break
            case UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                lines.append(line)
                line.removeAll(keepingCapacity: true)
            case UInt8(ascii: "\t"): line.append(byte)
            case 0..<0x20, 0x7F: break
            case 0x80..<0xA0 where last == 0xC2: line.removeLast()
            default: line.append(byte)
            }
            last = byte
        }
        return line.isEmpty ? lines : lines + [line]
    }
}

extension [UInt8] {
    /// Short ASCII that no server on the way touches: they strip spaces at the end and put `>` before `From `.
    /// And nothing that could be the boundary of a part.
    fileprivate var passesUnencoded: Bool {
        count <= 76 && allSatisfy { (0x20...0x7E).contains($0) } && last != UInt8(ascii: " ")
            && !starts(with: "From ".utf8) && !starts(with: "--=_".utf8)
    }
}
