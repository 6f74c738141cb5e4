/// One field of a header, folded between its words (RFC 5322 section 2.2.3).
struct HeaderField {
    let name: String
    /// What is never broken; one space or fold between.
    let words: [String]

    /// Puts it behind `bytes`, as lines of at most 76 characters, the most that RFC 2047 allows beside an encoded word;
    /// only a word that is longer than that makes a longer line.
    func append(to bytes: inout [UInt8]) {
        bytes += name.utf8
        bytes.append(UInt8(ascii: ":"))
        var column = name.utf8.count + 1
        for (index, word) in words.enumerated() {
            let width = 1 + word.utf8.count
            let folds = index > 0 && column + width > 76
            if folds { bytes += "\r\n".utf8 }
            bytes.append(UInt8(ascii: " "))
            bytes += word.utf8
            column = (folds ? 0 : column) + width
        }
        bytes += "\r\n".utf8
    }

    /// A value that is made here and not by people: ASCII, no line ends.
    init(_ name: String, _ value: String) {
        self.name = name
        words = [value]
    }

    /// A value that is made here, and may be folded between its words.
    init(_ name: String, words: [String]) {
        self.name = name
        self.words = words
    }

    /// Free text, such as a subject.
    init(_ name: String, text: String) {
        let line = text.singleLine(limit: 300)
        self.name = name
        words = line.isPlain ? line.spaceSeparated : EncodedWord.words(of: line)
    }

    /// A name with its address (`mailbox` of section 3.4).
    init(_ name: String, mailbox: Mailbox) {
        self.name = name
        words = mailbox.name.phrase + ["<\(mailbox.address)>"]
    }
}

extension String {
    /// Can stand in a header as it is, and be folded: ASCII, no long words, nothing that reads as an encoded word.
    fileprivate var isPlain: Bool {
        utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && utf8.split(separator: UInt8(ascii: " ")).allSatisfy { $0.count <= 60 }
            && !zip(utf8, utf8.dropFirst()).contains { $0 == (UInt8(ascii: "="), UInt8(ascii: "?")) }
    }

    fileprivate var spaceSeparated: [String] {
        utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    }

    /// A display name: a quoted string, or encoded words; none for an empty name. Some programs misread a quoted string
    /// that is folded, so that a long one is encoded too.
    fileprivate var phrase: [String] {
        guard !isEmpty else { return [] }
        let escaped = map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return isPlain && escaped.utf8.count <= 58 ? ["\"\(escaped)\""] : EncodedWord.words(of: self)
    }
}
