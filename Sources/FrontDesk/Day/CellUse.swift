import Availability
import Booking

/// What a cell of the calendar that shows no booking is good for.
enum CellUse: Hashable {
    /// Until the next booking needs somebody, or the end of the opening.
    case free(until: Instant)
    case past
    /// Nobody works, or it is closed; the next opening of the date, if there is one.
    case off(next: Instant?)
    /// Time round a booking that cannot be sold: `prep`, `recovery` or `turnover`.
    case buffer(String, of: Reference, until: Instant)

    var isFree: Bool {
        if case .free = self { true } else { false }
    }

    func text(_ clock: WallClock) -> String {
        switch self {
        case .free(let until): "free until \(clock.time(until))"
        case .past: "past"
        case .off(let next): next.map { "off until \(clock.time($0))" } ?? "off"
        case .buffer(let part, _, let until): "\(part) until \(clock.time(until))"
        }
    }

    /// The booking to which a buffer belongs.
    var reference: Reference? {
        if case .buffer(_, let reference, _) = self { reference } else { nil }
    }
}

extension GridColumn {
    /// What the `step` minutes from `start` on are good for; what has begun just now is not past yet.
    func use(from start: Instant, step: Int, now: Instant) -> CellUse {
        if let near = bookings.first(where: { blockedRange(of: $0).contains(start) }) {
            let isBefore = start < near.starts
            let isRoom = if case .room = resource { true } else { false }
            let part = isBefore ? "prep" : isRoom ? "turnover" : "recovery"
            return .buffer(part, of: near.reference, until: isBefore ? near.starts : blockedRange(of: near).end)
        }
        guard let opening = openings.first(where: { $0.contains(start) }) else {
            return .off(next: openings.first { $0.start > start }?.start)
        }
        guard start.advanced(byMinutes: step) > now else { return .past }
        let next = bookings.first { $0.blockedFrom > start }?.blockedFrom
        return .free(until: min(next ?? opening.end, opening.end))
    }
}
