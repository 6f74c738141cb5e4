/// Text in a header that ASCII alone cannot say: the encoded words of RFC 2047, UTF-8 in base 64.
enum EncodedWord {
    /// Bytes of text in a word. Makes words of 60 characters, so that the first one fits beside the field's name:
    /// section 2 allows 75, on lines of 76.
    private static let capacity = 36

    /// `text` as words to be put on the line with spaces between. No word ends inside a character (section 5).
    static func words(of text: String) -> [String] {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > capacity { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Base64.encode($0))?=" }
    }
}
