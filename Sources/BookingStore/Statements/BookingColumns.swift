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
    ///
    /// Times are sent as seconds of the epoch, so that no session's zone or date style has a say; an expiry is rounded
    /// up, the time left down.
    static func list(from source: String, prefix: String = "") -> String {
        let columns =
            plain.map { "\(source).\($0) as \(prefix)\($0)" }
            + instants.map { "extract(epoch from \(source).\($0))::bigint as \(prefix)\($0)" }
            + [
                "ceil(extract(epoch from \(source).hold_expires_at))::bigint as \(prefix)hold_expires_at",
                "floor(extract(epoch from \(source).hold_left) * 1000)::bigint as \(prefix)hold_left",
            ]
        return columns.joined(separator: ", ")
    }

    /// Nil when the card is not there.
    static func read(_ row: Row, prefix: String = "") throws(PostgresError) -> Booking? {
        guard let id = try row["\(prefix)id", as: Int64?.self] else { return nil }
        let status = try row.value("\(prefix)status", as: String.self) { BookingStatus(rawValue: $0) }
        return Booking(
            id: BookingID(rawValue: id),
            reference: try row.value("\(prefix)reference", as: String.self) { Reference($0) },
            status: status,
            service: try service(row, prefix),
            therapist: Therapist(
                id: TherapistID(rawValue: try row["\(prefix)therapist_id"]), name: try row["\(prefix)therapist_name"]),
            room: Room(id: RoomID(rawValue: try row["\(prefix)room_id"]), name: try row["\(prefix)room_name"]),
            customer: try customer(row, prefix),
            blockedFrom: try instant(row, "\(prefix)blocked_from"),
            starts: try instant(row, "\(prefix)starts_at"),
            ends: try instant(row, "\(prefix)ends_at"),
            therapistReleased: try instant(row, "\(prefix)therapist_released_at"),
            roomReleased: try instant(row, "\(prefix)room_released_at"),
            hold: status == .hold ? try hold(row, prefix) : nil,
            madeBy: Desk(staff: try row["\(prefix)made_by"], terminal: try row["\(prefix)made_on"]))
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

    static func service(_ row: Row, _ prefix: String = "") throws(PostgresError) -> Service {
        Service(
            name: try row["\(prefix)service_name"], price: try row["\(prefix)price_minor"],
            times: ServiceTimes(
                id: ServiceID(rawValue: try row["\(prefix)service_id"]),
                duration: try row["\(prefix)duration_minutes"], prep: try row["\(prefix)prep_minutes"],
                recovery: try row["\(prefix)recovery_minutes"], turnover: try row["\(prefix)turnover_minutes"]))
    }

    static func customer(_ row: Row, _ prefix: String = "") throws(PostgresError) -> Customer? {
        guard let id = try row["\(prefix)customer_id", as: Int64?.self] else { return nil }
        return Customer(
            id: CustomerID(rawValue: id), name: try row["\(prefix)customer_name"],
            email: try row["\(prefix)customer_email"], phone: try row["\(prefix)customer_phone"],
            notes: try row["\(prefix)customer_notes"])
    }

    private static func hold(_ row: Row, _ prefix: String) throws(PostgresError) -> Booking.Hold {
        Booking.Hold(
            expires: try instant(row, "\(prefix)hold_expires_at"),
            millisecondsLeft: try row["\(prefix)hold_left"])
    }
}
