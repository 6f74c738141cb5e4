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
    /// those first of whose name each word begins a part.
    public static func customers(matching text: String, limit: Int = 20) -> Statement {
        let search = CustomerSearch(text)
        let sql = """
            select \(Statement<Customer?>.columns) from customer
            where \(search.condition)
            order by \(search.order(of: "customer")) limit $\(search.parameters.count + 1)::integer
            """
        return .all("find customers", sql, search.parameters + [limit]) { row throws(PostgresError) in
            try Statement<Customer?>.read(row)
        }
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

extension Statement where Output == Result<Customer, EmailTakenError> {
    /// Makes a customer, unless somebody has that email already: then nothing is made or changed, but where both came in
    /// the same moment, of whom the first is given the phone of the second if none was known.
    public static func makeCustomer(
        name: String, email: String?, phone: String?, notes: String = "", request: RequestID = .random()
    ) -> Statement {
        let columns = "\(Statement<Customer?>.columns), request_id is not distinct from $1::uuid as is_made"
        return .one(
            "make customer",
            """
            with known as (select \(columns) from customer where lower(email) = lower($3))
            select * from known
            union all
            select \(columns) from add_customer($1::uuid, $2, $3, $4, $5) customer where not exists (select from known)
            """,
            [request.description, name, email, phone, notes]
        ) { row throws(PostgresError) in
            let customer = try Statement<Customer?>.read(row)
            return try row["is_made"] ? .success(customer) : .failure(EmailTakenError(customer))
        }
    }
}

extension Statement where Output == Result<Customer, CustomerConflictError>? {
    /// Gives a customer those particulars of `wanted` that are not as they were `seen`, all at once, and leaves the
    /// others as they are by now; a conflict when somebody else has changed one of the same meanwhile, nil when there is
    /// no such customer.
    public static func changeCustomer(from seen: Customer, to wanted: Customer) -> Statement {
        .first(
            "change customer",
            """
            select is_changed, (kept).id, (kept).name, (kept).email, (kept).phone, (kept).notes
            from change_customer($1, $2, $3, $4, $5, $6, $7, $8, $9) where (kept).id is not null
            """,
            [seen.id.rawValue, seen.name, seen.email, seen.phone, seen.notes]
                + [wanted.name, wanted.email, wanted.phone, wanted.notes]
        ) { row throws(PostgresError) in
            let customer = try Statement<Customer?>.read(row)
            return try row["is_changed"] ? .success(customer) : .failure(CustomerConflictError(customer))
        }
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
