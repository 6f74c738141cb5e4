import Availability
import Booking
import Postgres

/// What bookings are of, with whom and where, by the ids in their rows: a sheet has each name once and not in hundreds of
/// rows, and the server joins nothing for it.
struct BookingNames {
    private let services: [Int32: Service]
    private let therapists: [Int32: Therapist]
    private let rooms: [Int32: Room]

    init(_ services: [ServiceRow], _ therapists: [ResourceRow], _ rooms: [ResourceRow]) {
        self.services = Dictionary(uniqueKeysWithValues: services.map { ($0.service.id.rawValue, $0.service) })
        self.therapists = Dictionary(uniqueKeysWithValues: therapists.map { ($0.id, Therapist($0)) })
        self.rooms = Dictionary(uniqueKeysWithValues: rooms.map { ($0.id, Room($0)) })
    }

    /// The bookings of what `Statement.bookingsAndCancellations` read.
    func bookings(_ rows: Rows) throws(PostgresError) -> [Booking] {
        var bookings: [Booking] = []
        bookings.reserveCapacity(rows.count)
        for row in rows {
            bookings.append(
                try BookingColumns.booking(
                    row, of: try row.value("service_id") { services[$0] },
                    with: try row.value("therapist_id") { therapists[$0] }, in: try row.value("room_id") { rooms[$0] }))
        }
        return bookings
    }
}

extension Statement where Output == Rows {
    /// What occupies anybody at a moment that matters to a start in `span`, as `occupancies(around:)` has it, and what
    /// was cancelled in it; in the order of their starts.
    static func bookingsAndCancellations(around span: Interval) -> Statement {
        bookings(that: SpanFilter.mattersToSpan, orCancelledIn: .bound, SpanFilter.parameters(span))
    }

    /// What occupies anybody at a moment of the day that the practice has now, and what was cancelled in it.
    static var bookingsAndCancellationsOfToday: Statement {
        bookings(that: SpanFilter.overlaps(.today), orCancelledIn: .today, [])
    }

    private static func bookings(
        that matter: String, orCancelledIn span: SpanFilter.SpanText, _ parameters: [any Bindable]
    ) -> Statement {
        let times = BookingColumns.times(of: "b", left: "b.hold_expires_at - clock_timestamp()")
        return Statement(
            "bookings of a sheet",
            """
            select b.service_id, b.therapist_id, b.room_id, b.status, b.id, b.reference, b.customer_id,
                   c.name as customer_name, c.email as customer_email, c.phone as customer_phone,
                   c.notes as customer_notes, \(times.joined(separator: ", ")), b.made_by, b.made_on
            from booking b left join customer c on c.id = b.customer_id
            where (b.blocks and \(matter)
                   or not b.blocks and b.starts_at >= \(span.start) and b.starts_at < \(span.end))
              and b.status <> 'expired' and (b.status <> 'hold' or b.hold_expires_at > clock_timestamp())
            order by b.starts_at, b.id
            """,
            parameters
        ) { $0 }
    }
}
