public import Availability
public import Booking
public import Postgres

extension Statement where Output == [Booking] {
    /// The bookings of all dates whose reference begins with `text`, or whose customer is found by it as
    /// `customers(matching:)` does; those to come first, the nearest leading, then the latest of the past.
    ///
    /// Holds that ran out are left out. At most `limit`.
    public static func bookings(matching text: String, limit: Int = 20) -> Statement {
        let search = CustomerSearch(text)
        let (prefix, most) = (search.parameters.count + 1, search.parameters.count + 2)
        let found = """
            select id from booking where reference like $\(prefix) || '%' and $\(prefix) <> ''
            union
            select b.id from customer c join booking b on b.customer_id = c.id where \(search.condition)
            """
        return .all(
            "find bookings",
            """
            select \(BookingColumns.list(from: "card")) from booking_card card
            where \(BookingColumns.card("card", isOneOf: found)) and card.status <> 'expired'
            order by \(nearestFirst)
            limit $\(most)::integer
            """,
            search.parameters + [referencePrefix(text), limit]
        ) { row throws(PostgresError) in try BookingColumns.require(row) }
    }

    /// The bookings of one customer, cancelled ones too: those to come first, the nearest leading, then the latest of
    /// the past.
    ///
    /// Holds that ran out are left out. At most `limit`.
    public static func bookings(of customer: CustomerID, limit: Int) -> Statement {
        .all(
            "bookings of a customer",
            """
            select \(BookingColumns.list(from: "card")) from booking_card card
            where \(BookingColumns.card("card", isOneOf: "select id from booking where customer_id = $1"))
              and card.status <> 'expired'
            order by \(nearestFirst)
            limit $2::integer
            """,
            [customer.rawValue, limit]
        ) { row throws(PostgresError) in try BookingColumns.require(row) }
    }

    /// Those to come before those of the past, and of both the nearest.
    private static var nearestFirst: String {
        "card.ends_at < clock_timestamp(), abs(extract(epoch from card.starts_at - clock_timestamp())), card.id"
    }

    /// What was typed, if it can be the beginning of a reference: two characters at least, for one is in too many.
    private static func referencePrefix(_ text: String) -> String {
        let characters = text.uppercased().filter { $0 != " " && $0 != "-" }
        let isReference =
            (2...Reference.length).contains(characters.count)
            && characters.allSatisfy(Reference.alphabet.contains)
        return isReference ? characters : ""
    }
}

/// A customer with what tells two of one name apart.
public struct CustomerRecord: Hashable, Sendable {
    public var customer: Customer
    /// Appointments that have begun and were neither cancelled nor missed.
    public var visits: Int
    /// The latest of them.
    public var last: Booking?
}

extension Statement where Output == [CustomerRecord] {
    /// As `customers(matching:limit:)`, with their visits.
    public static func customerRecords(matching text: String, limit: Int = 20) -> Statement {
        let search = CustomerSearch(text)
        let order = search.order(of: "customer")
        return records(
            "find customers with their visits",
            found: "where \(search.condition) order by \(order) limit $\(search.parameters.count + 1)::integer",
            order: search.order(of: "found"), search.parameters + [limit])
    }

    /// One customer with their visits; nobody when there is none of that id.
    public static func customerRecord(_ id: CustomerID) -> Statement {
        records("customer with their visits", found: "where id = $1", order: "found.id", [id.rawValue])
    }

    /// Row by row (`offset 0`): else the whole table of bookings is joined for the last visit of some customers.
    private static func records(
        _ name: String, found condition: String, order: String, _ parameters: [any Bindable]
    ) -> Statement {
        .all(
            name,
            """
            with found as (select id, name, email, phone, notes from customer \(condition))
            select found.id as found_id, found.name as found_name, found.email as found_email,
                   found.phone as found_phone, found.notes as found_notes, coalesce(past.visits, 0) as visits,
                   \(BookingColumns.list(from: "card", prefix: "last_"))
            from found
            left join lateral (
                select count(*) as visits, (array_agg(b.id order by b.starts_at desc))[1] as last
                from booking b
                where b.customer_id = found.id and b.status in ('confirmed', 'checked_in', 'completed')
                  and b.starts_at <= clock_timestamp()) past on true
            left join lateral (select * from booking_card where id = past.last offset 0) card on true
            order by \(order)
            """,
            parameters
        ) { row throws(PostgresError) in
            CustomerRecord(
                customer: Customer(
                    id: CustomerID(rawValue: try row["found_id"]), name: try row["found_name"],
                    email: try row["found_email"], phone: try row["found_phone"], notes: try row["found_notes"]),
                visits: try row["visits"], last: try BookingColumns.read(row, prefix: "last_"))
        }
    }
}

/// How often a booking's customer has been here.
public struct Visits: Hashable, Sendable {
    /// Appointments that have begun and were neither cancelled nor missed, this booking's own included.
    public var count: Int
    public var last: Instant?
}

extension Statement where Output == Visits {
    /// The visits of the customer of a booking; none while it has no customer.
    public static func visits(ofCustomerOf reference: Reference) -> Statement {
        .one(
            "visits",
            """
            select count(*) as visits, extract(epoch from max(past.starts_at))::bigint as last
            from booking b join booking past on past.customer_id = b.customer_id
            where b.reference = $1 and past.status in ('confirmed', 'checked_in', 'completed')
              and past.starts_at <= clock_timestamp()
            """,
            [reference.description]
        ) { row throws(PostgresError) in
            Visits(
                count: try row["visits"],
                last: try row["last", as: Int64?.self].map { Instant(secondsSinceEpoch: $0) })
        }
    }
}
