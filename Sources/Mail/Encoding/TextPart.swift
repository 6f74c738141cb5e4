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
            content = lines.map { "\($0)\r\n" }.joined()
        } else {
            encoding = "quoted-printable"
            content = lines.map { QuotedPrintable.encode($0) + "\r\n" }.joined()
        }
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
    fileprivate var cleanLines: [String] {
        var lines = [""]
        var last: Unicode.Scalar = " "
        for scalar in unicodeScalars {
            switch scalar {
            case "\n" where last == "\r": break
            case "\r", "\n": lines.append("")
            case "\t": lines[lines.count - 1].unicodeScalars.append(scalar)
            case _ where scalar.properties.generalCategory == .control: break
            default: lines[lines.count - 1].unicodeScalars.append(scalar)
            }
            last = scalar
        }
        return lines.last == "" ? lines.dropLast() : lines
    }

    /// Short ASCII that no server on the way touches: they strip spaces at the end and put `>` before `From `.
    /// And nothing that could be the boundary of a part.
    fileprivate var passesUnencoded: Bool {
        utf8.count <= 76 && utf8.allSatisfy { (0x20...0x7E).contains($0) } && !hasSuffix(" ") && !hasPrefix("From ")
            && !hasPrefix("--=_")
    }
}
