import Availability
import Booking
import Screen

extension DaySheet: Report {
    func write(to page: inout TextPage) {
        // The zone of a practice that nobody has described is anybody's guess.
        guard !practice.hasNothing || !columns.isEmpty else { return page.line(Failure.noPractice.message) }
        let now = practice.clock.time(now)
        page.line(
            "\(practice.catalog.practice.brand)   \(practice.clock.fullDay(date))   now \(now) \(practice.zone.identifier)"
        )
        let groups = columns.map { (heading: heading(of: $0), rows: $0.bookings.map(row)) }
        for group in groups {
            page.line()
            page.line(group.heading)
            page.table(group.rows, alignedWith: groups.flatMap(\.rows), indent: 2, columns: Console.columns)
        }
    }

    private func heading(of column: Column) -> String {
        let share = column.utilisation.map { "\($0.percent)% booked" }
        return ([column.name, hours(of: column)] + [share].compactMap(\.self)).joined(separator: "   ")
    }

    private func hours(of column: Column) -> String {
        guard column.isOffered else { return "not in the practice any more" }
        guard let windows = column.windows else { return "always open" }
        let rest = column.restUntil.map {
            "until \(practice.clock.time($0, seenFrom: practice.zone.startOfDay(date))) from the day before"
        }
        let hours = [rest].compactMap(\.self) + windows.map(HoursText.text)
        return hours.isEmpty ? "off" : hours.joined(separator: ", ")
    }

    private func row(of booking: Booking) -> [String] {
        let place = grouping == .therapist ? booking.room.name : booking.therapist.name
        return [
            times(of: booking), String(booking.status.glyph.character),
            booking.reference.description, booking.service.name, place, who(booking),
        ]
    }

    /// A booking over midnight names the other date.
    private func times(of booking: Booking) -> String {
        let midnight = practice.zone.startOfDay(date)
        let (clock, starts, ends) = (practice.clock, booking.starts, booking.ends)
        return "\(clock.time(starts, seenFrom: midnight))–\(clock.time(ends, seenFrom: max(starts, midnight)))"
    }

    private func who(_ booking: Booking) -> String {
        guard booking.status == .hold, let hold = booking.hold else { return booking.customer?.name ?? "" }
        return "held by \(booking.madeBy.staff) until \(practice.clock.time(hold.expires))"
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("date", date.description)
            json.member("zone", practice.zone.identifier)
            json.member("by", grouping.rawValue)
            json.member("columns", each: columns) { json, column in
                json.object { json in
                    json.member("name", column.name)
                    json.member("offered", column.isOffered)
                    json.member("bookings", each: column.bookings) { json, booking in
                        json.booking(booking, mails: mails[booking.reference] ?? [], practice)
                    }
                }
            }
        }
    }
}

extension BookingStatus {
    /// The sign that the desk shows, too.
    var glyph: Glyph {
        switch self {
        case .hold, .expired: .hold
        case .confirmed: .confirmed
        case .checkedIn: .checkedIn
        case .completed: .completed
        case .noShow, .cancelled: .noShow
        }
    }
}
