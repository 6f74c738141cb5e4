extension String {
    /// The first of several words: `Ana` of `Ana Ruiz`.
    var firstWord: String { split(separator: " ").first.map(String.init) ?? self }
}
