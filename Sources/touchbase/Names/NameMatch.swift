/// Finds what is meant by a name that somebody typed.
enum NameMatch {
    /// The one of that name in whatever case, else the only one whose name has what was typed in it.
    static func find<Named>(
        _ typed: String, among all: [Named], by name: (Named) -> String, kind: String
    ) throws(Failure) -> Named {
        let wanted = typed.lowercased()
        if let exact = all.first(where: { name($0).lowercased() == wanted }) { return exact }
        let similar = wanted.isEmpty ? [] : all.filter { name($0).lowercased().contains(wanted) }
        if let only = similar.first, similar.count == 1 { return only }
        throw failure(typed, similar.map(name), all.map(name), kind)
    }

    private static func failure(_ typed: String, _ similar: [String], _ all: [String], _ kind: String) -> Failure {
        if !similar.isEmpty {
            let text = "\"\(typed)\" may be one of several: \(list(similar)). Write the whole name."
            return Failure(code: .invalid, message: text)
        }
        guard !all.isEmpty else {
            let cure = "Describe the practice first: touchbase practice import FILE."
            return Failure(code: .notFound, message: "There is no \(kind) yet, and so none \"\(typed)\". \(cure)")
        }
        let guess = nearestName(to: typed, among: all).map { " Did you mean \"\($0)\"?" } ?? ""
        return Failure(code: .notFound, message: "There is no \(kind) \"\(typed)\".\(guess) There are: \(list(all)).")
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: ", ")
        return names.count > 12 ? "\(shown), and \(names.count - 12) more" : shown
    }
}
