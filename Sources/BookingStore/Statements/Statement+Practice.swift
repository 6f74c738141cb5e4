import Availability
import Booking
import Postgres

extension Statement where Output == Practice {
    static var practice: Statement {
        .one(
            "practice",
            """
            select brand, zone, currency, granularity_minutes, hold_minutes, mail_from, phone, reminder_hours,
                   mail_grace_minutes
            from practice
            """
        ) { row throws(PostgresError) in
            Practice(
                brand: try row["brand"], zoneIdentifier: try row["zone"], currency: try row["currency"],
                granularity: try row["granularity_minutes"], holdMinutes: try row["hold_minutes"],
                mailFrom: try row["mail_from"], phone: try row["phone"], reminderHours: try row["reminder_hours"],
                mailGrace: try row["mail_grace_minutes"])
        }
    }
}

/// A service with whether it is still sold: bookings of one that is not stay.
struct ServiceRow {
    var service: Service
    var isActive: Bool
}

extension Statement where Output == [ServiceRow] {
    static var services: Statement {
        .all(
            "services",
            """
            select id as service_id, name as service_name, price_minor, duration_minutes, prep_minutes,
                   recovery_minutes, turnover_minutes, active
            from service order by listed_as
            """
        ) { row throws(PostgresError) in
            ServiceRow(service: try BookingColumns.service(row), isActive: try row["active"])
        }
    }
}

/// Somebody or something that does services, or did: a therapist or a room, before its hours are known.
struct ResourceRow {
    var id: Int32
    var name: String
    var services: [Int32]
    var usualRoom: Int32?
    var isActive: Bool

    func does(_ id: ServiceID) -> Bool { services.contains(id.rawValue) }
    var serviceIDs: Set<ServiceID> { Set(services.map(ServiceID.init(rawValue:))) }
}

extension Statement where Output == [ResourceRow] {
    static var therapists: Statement {
        .all(
            "therapists",
            """
            select id, name, usual_room_id, active,
                   array(select service_id from therapist_service s where s.therapist_id = t.id order by 1) as services
            from therapist t order by listed_as
            """
        ) { row throws(PostgresError) in
            ResourceRow(
                id: try row["id"], name: try row["name"], services: try row["services"],
                usualRoom: try row["usual_room_id"], isActive: try row["active"])
        }
    }

    static var rooms: Statement {
        .all(
            "rooms",
            """
            select id, name, active,
                   array(select service_id from room_service s where s.room_id = r.id order by 1) as services
            from room r order by listed_as
            """
        ) { row throws(PostgresError) in
            ResourceRow(
                id: try row["id"], name: try row["name"], services: try row["services"],
                isActive: try row["active"])
        }
    }
}

extension Statement where Output == [Int32: Hours] {
    static var therapistHours: Statement { weekly("therapist_hours", of: "therapist_id") }
    static var roomHours: Statement { weekly("room_hours", of: "room_id") }

    private static func weekly(_ table: String, of owner: String) -> Statement {
        let sql = "select \(owner) as owner, weekday, windows from \(table)"
        return Statement(table, sql) { rows throws(PostgresError) in
            var hours: [Int32: Hours] = [:]
            for row in rows {
                let weekday = try row.value("weekday", as: Int.self) { Weekday(rawValue: $0) }
                let windows = try DayWindows.read(row)
                // A day without windows says no more than a day that is missing, but its owner does have hours.
                hours[try row["owner"], default: Hours(weekly: [:])].weekly[weekday] = windows.isEmpty ? nil : windows
            }
            return hours
        }
    }
}

extension Statement where Output == [Int32: [LocalDate: [DayWindow]]] {
    /// The overrides of the days from `first` to `last`, both included, by therapist.
    static func overrides(from first: LocalDate, through last: LocalDate) -> Statement {
        let sql = """
            select therapist_id, on_date - date '1970-01-01' as day, windows from therapist_override
            where on_date between date '1970-01-01' + $1::integer and date '1970-01-01' + $2::integer
            """
        return Statement("overrides", sql, [first.daysSinceEpoch, last.daysSinceEpoch]) { rows throws(PostgresError) in
            var overrides: [Int32: [LocalDate: [DayWindow]]] = [:]
            for row in rows {
                let date = LocalDate(daysSinceEpoch: try row["day"])
                overrides[try row["therapist_id"], default: [:]][date] = try DayWindows.read(row)
            }
            return overrides
        }
    }
}

extension Statement where Output == [Int32: [Absence]] {
    /// Time off that overlaps `span`, by therapist.
    static func timeOff(during span: Interval) -> Statement { absences("time_off", of: "therapist_id", span) }

    /// Closures that overlap `span`, by room.
    static func closures(during span: Interval) -> Statement { absences("room_closure", of: "room_id", span) }

    /// The ends are rounded outward to whole seconds, which is what an `Instant` holds.
    private static func absences(_ table: String, of owner: String, _ span: Interval) -> Statement {
        let sql = """
            select \(owner) as owner, floor(extract(epoch from lower(during)))::bigint as starts,
                   ceil(extract(epoch from upper(during)))::bigint as ends, note
            from \(table) where during && tstzrange(to_timestamp($1::bigint), to_timestamp($2::bigint))
            order by during, id
            """
        return Statement(table, sql, SpanFilter.parameters(span)) { rows throws(PostgresError) in
            var absences: [Int32: [Absence]] = [:]
            for row in rows {
                let during = Interval(
                    try BookingColumns.instant(row, "starts"), try BookingColumns.instant(row, "ends"))
                absences[try row["owner"], default: []].append(Absence(during: during, note: try row["note"]))
            }
            return absences
        }
    }
}

/// The column `windows` of the type `day_minutes`, a multirange that PostgreSQL writes in its one canonical form,
/// `{[540,720),[750,1050)}`.
private enum DayWindows {
    static func read(_ row: Row) throws(PostgresError) -> [DayWindow] {
        try row.value("windows", as: String.self) { text in
            let bounds = text.split { !$0.isNumber }.compactMap { Int($0) }
            let windows = stride(from: 1, to: bounds.count, by: 2).compactMap { index in
                DayWindow(start: bounds[index - 1], end: bounds[index])
            }
            return windows.count * 2 == bounds.count ? windows : nil
        }
    }
}
