public import Booking
public import Postgres

extension Statement where Output == Customer? {
    /// The customer with that email, in whatever case it is written.
    public static func customer(email: String) -> Statement {
        .first(
            "customer by email", "select \(columns) from customer where lower(email) = lower($1)", [email]
        ) { row throws(PostgresError) in try read(row) }
    }
}

extension Statement where Output == [Customer] {
    /// The customers in whose name, email or phone each of the first eight words of `text` occurs somewhere, accents
    /// and case ignored.
    ///
    /// A word of digits with the marks of a phone number in it is looked for as bare digits, too. At most `limit`,
    /// ordered by name.
    public static func customers(matching text: String, limit: Int = 20) -> Statement {
        var search = CustomerSearch()
        for word in text.split(whereSeparator: \.isWhitespace).prefix(8) { search.add(String(word)) }
        let sql = """
            select \(Statement<Customer?>.columns) from customer
            where \(search.condition)
            order by fold(name), id limit $\(search.parameters.count + 1)::integer
            """
        return .all("find customers", sql, search.parameters + [limit]) { row throws(PostgresError) in
            try Statement<Customer?>.read(row)
        }
    }
}

/// One condition a word, each with parameters of its own: only then does the server see patterns that its trigram
/// index can answer.
private struct CustomerSearch {
    private var conditions: [String] = []
    private(set) var parameters: [any Bindable] = []

    var condition: String { conditions.isEmpty ? "true" : conditions.joined(separator: " and ") }

    mutating func add(_ word: String) {
        parameters.append(word)
        let asWritten =
            "search_text like '%' || regexp_replace(fold($\(parameters.count)), '([\\\\%_])', '\\\\\\1', 'g') || '%'"
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

extension Statement where Output == Customer {
    /// Makes a customer; one who has that email already is given back instead, with a phone filled in if none was known.
    public static func addCustomer(
        name: String, email: String?, phone: String?, notes: String = "", request: RequestID = .random()
    ) -> Statement {
        .one(
            "add customer",
            "select \(Statement<Customer?>.columns) from add_customer($1::uuid, $2, $3, $4, $5) customer",
            [request.description, name, email, phone, notes]
        ) { row throws(PostgresError) in try Statement<Customer?>.read(row) }
    }
}

extension Statement where Output == Customer? {
    fileprivate static var columns: String { "id, name, email, phone, notes" }

    fileprivate static func read(_ row: Row) throws(PostgresError) -> Customer {
        Customer(
            id: CustomerID(rawValue: try row["id"]), name: try row["name"], email: try row["email"],
            phone: try row["phone"], notes: try row["notes"])
    }
}
