public import Availability
public import Booking
public import Postgres

extension Statement where Output == Booking? {
    /// One booking as it stands; nil when there is none of that reference.
    public static func booking(_ reference: Reference) -> Statement {
        .first(
            "booking",
            "select \(BookingColumns.list(from: "card")) from booking_card card where card.reference = $1",
            [reference.description]
        ) { row throws(PostgresError) in try BookingColumns.require(row) }
    }
}

extension Statement where Output == [Booking] {
    /// What occupies anybody at some moment of `span`, buffers included, in the order of their starts.
    public static func bookings(during span: Interval) -> Statement {
        .all(
            "bookings of a span",
            """
            select \(BookingColumns.list(from: "card")) from booking_card card
            where \(BookingColumns.card("card", isOneOf: "select id from booking where blocks and \(SpanFilter.overlapsSpan)"))
              and card.status not in ('cancelled', 'expired')
            order by card.starts_at, fold(card.therapist_name), card.id
            """,
            SpanFilter.parameters(span)
        ) { row throws(PostgresError) in try BookingColumns.require(row) }
    }

    /// The holds of all dates that live now, the one that runs out first leading.
    ///
    /// They are looked for among the bookings made of late, since none lives longer than a day.
    public static var holds: Statement {
        .all(
            "holds",
            """
            select \(BookingColumns.list(from: "card")) from booking_card card
            where \(BookingColumns.card("card", isOneOf: recentHolds)) and card.status = 'hold'
            order by card.hold_expires_at, card.id
            """
        ) { row throws(PostgresError) in try BookingColumns.require(row) }
    }

    /// By `now()`: the index cannot be asked for what `clock_timestamp()` says anew for each row.
    private static var recentHolds: String {
        "select id from booking where status = 'hold' and made_at > now() - interval '2 days'"
    }

    /// Marks every hold that ran out as expired, and gives those.
    public static var expireHolds: Statement {
        .all("expire holds", "select \(BookingColumns.list(from: "card")) from expire_holds() card") {
            row throws(PostgresError) in try BookingColumns.require(row)
        }
    }
}

extension Statement where Output == [HistoryEntry] {
    /// All that happened to a booking, oldest first.
    public static func history(of reference: Reference) -> Statement {
        .all(
            "history",
            """
            select extract(epoch from date_trunc('second', h.at))::bigint as at, h.staff, h.terminal, h.from_status,
                   h.to_status, h.note
            from booking_history h join booking b on b.id = h.booking_id
            where b.reference = $1 order by h.id
            """,
            [reference.description]
        ) { row throws(PostgresError) in
            HistoryEntry(
                at: try BookingColumns.instant(row, "at"),
                by: Desk(staff: try row["staff"], terminal: try row["terminal"]),
                from: try row.value("from_status", as: String?.self) { text in
                    text.map { BookingStatus(rawValue: $0) } ?? .some(nil)
                },
                to: try row.value("to_status", as: String.self) { BookingStatus(rawValue: $0) },
                note: try row["note"])
        }
    }
}

/// How bookings are found by time: by the therapist's range, whose index is there for the exclusion constraint.
///
/// The room's range begins with the therapist's and ends at most a day apart from it (no buffer is longer), so a span
/// widened by a day catches both.
enum SpanFilter {
    /// Where a span begins and ends, in SQL.
    struct SpanText {
        var start: String
        var end: String

        /// What `parameters(_:)` binds.
        static let bound = SpanText(start: "to_timestamp($1::bigint)", end: "to_timestamp($2::bigint)")
        /// The day that the practice has now, whose zone the server knows before any desk does.
        static let today = SpanText(start: today(plus: ""), end: today(plus: " + interval '1 day'"))

        private static func today(plus days: String) -> String {
            "(select (date_trunc('day', clock_timestamp() at time zone zone)\(days)) at time zone zone from practice)"
        }
    }

    static let overlapsSpan = overlaps(.bound)

    static func overlaps(_ span: SpanText) -> String {
        """
        tstzrange(blocked_from, therapist_released_at) && tstzrange(\(span.start) - interval '1 day', \(span.end))
        and greatest(therapist_released_at, room_released_at) > \(span.start)
        """
    }

    /// Overlaps what the engine looks at round the span: as far as the longest service reaches, and a day of 25 hours.
    ///
    /// The therapist's range, whose index is there for the exclusion constraint, is the room's but for a buffer, and the
    /// longest of those is in it too.
    static let mattersToSpan = """
        tstzrange(blocked_from, therapist_released_at) && (
            select tstzrange(to_timestamp($1::bigint) - reach, to_timestamp($2::bigint) + reach)
            from (select interval '25 hours' + interval '1 minute' * coalesce(
                      max(prep_minutes + duration_minutes + greatest(recovery_minutes, turnover_minutes)), 0) as reach
                  from service) longest)
        """

    static func parameters(_ span: Interval) -> [any Bindable] {
        [span.start.secondsSinceEpoch, span.end.secondsSinceEpoch]
    }
}
