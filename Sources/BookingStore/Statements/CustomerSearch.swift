import Postgres

/// One condition a word, each with parameters of its own: only then does the server see patterns that its trigram
/// index can answer.
struct CustomerSearch {
    private var conditions: [String] = []
    private var beginnings: [String] = []
    private(set) var parameters: [any Bindable] = []

    /// The first eight words of what somebody typed.
    init(_ text: String) {
        for word in text.split(whereSeparator: \.isWhitespace).prefix(8) { add(String(word)) }
    }

    var condition: String { conditions.isEmpty ? "true" : conditions.joined(separator: " and ") }

    /// Those first in whose name each word begins one, then the others; each by name.
    func order(of customer: String) -> String {
        let isNamed = beginnings.map { "' ' || fold(\(customer).name) like '% ' || \($0)" }.joined(separator: " and ")
        return "\(isNamed.isEmpty ? "" : "(\(isNamed)) desc, ")fold(\(customer).name), \(customer).id"
    }

    private mutating func add(_ word: String) {
        parameters.append(word)
        let pattern = "regexp_replace(fold($\(parameters.count)), '([\\\\%_])', '\\\\\\1', 'g') || '%'"
        beginnings.append(pattern)
        let asWritten = "search_text like '%' || \(pattern)"
        guard let digits = Self.phoneDigits(word) else { return conditions.append(asWritten) }
        parameters.append(digits)
        conditions.append("(\(asWritten) or search_text like '%' || $\(parameters.count)::text || '%')")
    }

    /// The digits of what looks like a part of a phone number with marks between them; nil of anything else.
    private static func phoneDigits(_ word: String) -> String? {
        let digits = word.filter { ("0"..."9").contains($0) }
        let isPhone = word.allSatisfy { ("0"..."9").contains($0) || "()+-./".contains($0) }
        return isPhone && !digits.isEmpty && digits != word ? digits : nil
    }
}
