/// Text as searches compare it: lower case, without accents.
func foldedForSearch(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    let letters = text.lowercased().map { character -> String in
        folded[character] ?? String(character)
    }
    return letters.joined()
}

/// The Latin letters with accents that names in the practice's languages have. The database folds all of Unicode; this is
/// only for the few names that the desk searches itself.
private let folded: [Character: String] = {
    let groups = [
        "a": "àáâãäåāăą", "c": "çćč", "d": "ďđ", "e": "èéêëēėęě", "g": "ğģ", "i": "ìíîïīįı", "l": "łļľ", "n": "ñńňņ",
        "o": "òóôõöøōő", "r": "ŕř", "s": "śšşș", "ss": "ß", "t": "ťţț", "u": "ùúûüūůűų", "y": "ýÿ", "z": "źżž",
        "ae": "æ",
    ]
    let pairs = groups.flatMap { plain, accented in accented.map { ($0, plain) } }
    return Dictionary(uniqueKeysWithValues: pairs)
}()
