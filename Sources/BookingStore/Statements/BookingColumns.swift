import Availability
import Booking
import Postgres

/// The columns of `booking_card`, and how they read: the one place that turns a row into a `Booking`.
enum BookingColumns {
    private static let plain = [
        "id", "reference", "status", "made_by", "made_on", "service_id", "service_name", "price_minor",
        "duration_minutes", "prep_minutes", "recovery_minutes", "turnover_minutes", "therapist_id", "therapist_name",
        "room_id", "room_name", "customer_id", "customer_name", "customer_email", "customer_phone", "customer_notes",
    ]
    private static let instants = [
        "starts_at", "ends_at", "blocked_from", "therapist_released_at", "room_released_at",
    ]

    /// A select list that reads a card from `source`, each column's name led by `prefix`.
    static func list(from source: String, prefix: String = "") -> String {
        let columns = plain.map { "\(source).\($0) as \(prefix)\($0)" }
        return (columns + times(of: source, left: "\(source).hold_left", prefix: prefix)).joined(separator: ", ")
    }

    /// A condition on a card: it is of one of the bookings whose ids `ids` selects.
    ///
    /// They are collected before the card is looked at: for `in` the whole view would be joined, since a view that asks
    /// for the time is opened up for nothing but a plain comparison of its columns.
    static func card(_ source: String, isOneOf ids: String) -> String {
        "\(source).id = any (array(\(ids)))"
    }

    /// Times are sent as seconds of the epoch, so that no session's zone or date style has a say; an expiry is rounded
    /// up, the time left down. A double is exact for whole seconds, and takes the server a third of what the `numeric`
    /// of `extract` does.
    static func times(of source: String, left: String, prefix: String = "") -> [String] {
        instants.map { "date_part('epoch', \(source).\($0))::bigint as \(prefix)\($0)" }
            + [
                "ceil(date_part('epoch', \(source).hold_expires_at))::bigint as \(prefix)hold_expires_at",
                "floor(date_part('epoch', \(left)) * 1000)::bigint as \(prefix)hold_left",
            ]
    }

    /// Nil when the card is not there.
    static func read(_ row: Row, prefix: String = "") throws(PostgresError) -> Booking? {
        let row = row.columns(ledBy: prefix)
        guard try row["id", as: Int64?.self] != nil else { return nil }
        return try booking(
            row, of: try service(row),
            with: Therapist(id: TherapistID(rawValue: try row["therapist_id"]), name: try row["therapist_name"]),
            in: Room(id: RoomID(rawValue: try row["room_id"]), name: try row["room_name"]))
    }

    /// The rest of a row whose ids have been looked up.
    static func booking(
        _ row: Row, of service: Service, with therapist: Therapist, in room: Room
    ) throws(PostgresError) -> Booking {
        let status = try row.value("status", as: String.self) { BookingStatus(rawValue: $0) }
        return Booking(
            id: BookingID(rawValue: try row["id"]),
            reference: try row.value("reference", as: String.self) { Reference(stored: $0) },
            status: status, service: service, therapist: therapist, room: room,
            customer: try customer(row),
            blockedFrom: try instant(row, "blocked_from"),
            starts: try instant(row, "starts_at"),
            ends: try instant(row, "ends_at"),
            therapistReleased: try instant(row, "therapist_released_at"),
            roomReleased: try instant(row, "room_released_at"),
            hold: status == .hold ? try hold(row) : nil,
            madeBy: Desk(staff: try row["made_by"], terminal: try row["made_on"]))
    }

    /// The booking of a row that is known to have one.
    static func require(_ row: Row, prefix: String = "") throws(PostgresError) -> Booking {
        guard let booking = try read(row, prefix: prefix) else {
            throw .decoding(DecodingFailure(statement: row.statement, column: "\(prefix)id", problem: "no booking"))
        }
        return booking
    }

    static func instant(_ row: Row, _ column: String) throws(PostgresError) -> Instant {
        Instant(secondsSinceEpoch: try row[column])
    }

    static func service(_ row: Row) throws(PostgresError) -> Service {
        Service(
            name: try row["service_name"], price: try row["price_minor"],
            times: ServiceTimes(
                id: ServiceID(rawValue: try row["service_id"]),
                duration: try row["duration_minutes"], prep: try row["prep_minutes"],
                recovery: try row["recovery_minutes"], turnover: try row["turnover_minutes"]))
    }

    static func customer(_ row: Row) throws(PostgresError) -> Customer? {
        guard let id = try row["customer_id", as: Int64?.self] else { return nil }
        return Customer(
            id: CustomerID(rawValue: id), name: try row["customer_name"],
            email: try row["customer_email"], phone: try row["customer_phone"],
            notes: try row["customer_notes"])
    }

    private static func hold(_ row: Row) throws(PostgresError) -> Booking.Hold {
        Booking.Hold(
            expires: try instant(row, "hold_expires_at"),
            millisecondsLeft: try row["hold_left"])
    }
}
