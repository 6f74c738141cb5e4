extension String {
    /// The text with some of its scalars written otherwise; nil: as it is.
    ///
    /// By scalars and not by characters: a mark that has a combining one after it is still that mark to who reads it.
    func replacingScalars(_ written: (Unicode.Scalar) -> String?) -> String {
        guard unicodeScalars.contains(where: { written($0) != nil }) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            if let other = written(scalar) { text += other } else { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
