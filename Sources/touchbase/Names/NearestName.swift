/// The name that was probably meant by `typed`; nil when none is near enough to be worth asking about.
func nearestName(to typed: String, among names: [String]) -> String? {
    let wanted = Array(typed.lowercased().prefix(60))
    let allowed = max(1, wanted.count / 3)
    let ranked = names.map { (name: $0, distance: editDistance(wanted, Array($0.lowercased().prefix(60)))) }
    return ranked.filter { $0.distance <= allowed }.min { $0.distance < $1.distance }?.name
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other (the restricted distance
/// of Damerau and Levenshtein).
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
            var best = min(replaced, last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
