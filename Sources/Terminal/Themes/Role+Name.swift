import Screen

extension Role {
    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    /// Nil when there is no role of that name.
    init?(name: String) {
        guard let role = Self.byName[name] else { return nil }
        self = role
    }

    /// The role's name that is at most two typing errors away from `name`; nil when none is.
    static func nearest(to name: String) -> String? {
        let candidates = allCases.map { (name: $0.name, distance: editDistance($0.name, name)) }
        guard let best = candidates.min(by: { $0.distance < $1.distance }), best.distance <= 2 else { return nil }
        return best.name
    }

    /// Letters to insert, delete or change to make one of the other (Wagner and Fischer, 1974).
    private static func editDistance(_ left: String, _ right: String) -> Int {
        let target = Array(right.prefix(40))
        var previous = Array(0...target.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in target.enumerated() {
                let change = previous[column] + (letter == other ? 0 : 1)
                current.append(min(change, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[target.count]
    }
}
