import Screen

extension String {
    /// The first of several words: `Ana` of `Ana Ruiz`.
    var firstWord: String { split(separator: " ").first.map(String.init) ?? self }

    /// `Ana R.` of `Ana Ruiz`; the whole when it is one word.
    var withInitial: String {
        let words = split(separator: " ")
        guard words.count > 1, let first = words.first, let letter = words.last?.first else { return self }
        return "\(first) \(letter)."
    }

    /// With blanks behind it, so that what follows is in line.
    func padded(toColumns columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - textWidth(self)))
    }

    /// As many of the first words as fit, without a joining word at their end; empty when the first does not fit.
    func words(fitting columns: Int) -> String {
        var words = split(separator: " ").map(String.init)
        while let last = words.last {
            let isJoining = ["&", "+", "and", "of", "the", "for"].contains(last.lowercased())
            if !isJoining, textWidth(words.joined(separator: " ")) <= columns { break }
            words.removeLast()
        }
        return words.joined(separator: " ")
    }
}
