import Availability
import Booking

extension DaySheet {
    /// A therapist or a room on that date.
    struct Column {
        var name: String
        /// False for somebody who has bookings on that date, but is not in the practice any more.
        var isOffered = true
        /// When they work, or it is open; nil: always.
        var windows: [DayWindow]?
        /// When the shift ends that began on the date before.
        var restUntil: Instant?
        var bookings: [Booking]
        /// Of the hours of this date, the rest of a shift from the date before among them; nil without any.
        var utilisation: Utilisation?
    }

    /// The date on which columns are laid out.
    struct Frame {
        let date: LocalDate
        let zone: ZoneRules

        /// A column for each that is offered, and for each other that has bookings on the date.
        func columns<ID: Hashable>(
            _ offered: [(name: String, id: ID, hours: Hours?, absences: [Interval])], _ bookings: [Booking],
            by owner: (Booking) -> (String, ID)
        ) -> [Column] {
            let known = Set(offered.map(\.id))
            let current = offered.map { name, id, hours, absences in
                column(name, hours, absences, bookings.filter { owner($0).1 == id })
            }
            var seen: Set<ID> = []
            let former = bookings.map(owner).filter { !known.contains($0.1) && seen.insert($0.1).inserted }
            return current
                + former.map { name, id in
                    var column = column(name, nil, [], bookings.filter { owner($0).1 == id })
                    column.isOffered = false
                    column.utilisation = nil
                    return column
                }.filter { !$0.bookings.isEmpty }
        }

        private func column(
            _ name: String, _ hours: Hours?, _ absences: [Interval], _ bookings: [Booking]
        ) -> Column {
            let day = zone.day(date)
            let shifts = hours?.shifts(on: date, in: zone) ?? []
            let before = hours?.shifts(on: date.advanced(byDays: -1), in: zone) ?? []
            let own = bookings.filter { booking in
                shifts.contains { $0.contains(booking.starts) }
                    || day.contains(booking.starts) && !before.contains { $0.contains(booking.starts) }
            }
            return Column(
                name: name, windows: hours?.windows(on: date),
                restUntil: before.map(\.end).max().flatMap { $0 > day.start ? $0 : nil },
                bookings: bookings.filter { Interval($0.starts, $0.ends).overlaps(day) || own.contains($0) },
                utilisation: Utilisation(
                    of: hours.map { $0.intervals(on: date, in: zone) } ?? [day], without: absences, sold: bookings))
        }
    }
}
