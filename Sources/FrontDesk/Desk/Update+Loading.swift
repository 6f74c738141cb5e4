import Availability
import Booking
import Screen

extension Model {
    /// How long another desk's change is set off, in milliseconds.
    static let flashLength: Int64 = 2000

    /// A week back and three ahead: going from day to day needs no reading, and the next slots are all there.
    mutating func load(around date: LocalDate) -> [Effect] {
        load(DateSpan(first: date.startOfWeek.advanced(byDays: -7), days: 28))
    }

    mutating func load(_ span: DateSpan) -> [Effect] {
        loading = span
        isOutdated = false
        return [.load(first: span.first, days: span.days)]
    }

    /// Reads again what is shown; at once, or after the reading that is under way.
    mutating func reload() -> [Effect] {
        guard loading == nil else {
            isOutdated = true
            return []
        }
        return load(around: day.date)
    }

    /// Reads the days around the one shown unless they are there or on their way.
    mutating func loadIfNeeded() -> [Effect] {
        let week = DateSpan(first: day.date.startOfWeek, days: 7)
        let last = week.first.advanced(byDays: 6)
        if let loading, loading.contains(week.first), loading.contains(last) { return [] }
        return isLoaded(week.first) && isLoaded(last) ? [] : load(around: day.date)
    }

    /// Whether a date lies in what was read.
    func isLoaded(_ date: LocalDate) -> Bool {
        guard let sheet else { return false }
        return sheet.schedule.span.contains(sheet.zone.day(date))
    }

    mutating func take(_ sheet: Sheet) -> [Effect] {
        let isFirst = self.sheet == nil
        now = max(now, sheet.received)
        flash(whatChangedIn: sheet)
        self.sheet = sheet
        loading = nil
        if isFirst { showNow() }
        checkHold()
        refreshOffers()
        return isFirst || isOutdated ? load(around: day.date) : loadIfNeeded()
    }

    /// What this desk did is in the old sheet already, so what differs was done by another.
    private mutating func flash(whatChangedIn new: Sheet) {
        guard let old = sheet else { return }
        let known = Dictionary(old.bookings.map { ($0.id, Outline($0)) }, uniquingKeysWith: { first, _ in first })
        for booking in new.bookings where old.schedule.span.contains(booking.starts) {
            if known[booking.id] != Outline(booking) {
                flashes[booking.id] = now.advanced(byMilliseconds: Self.flashLength)
            }
        }
    }

    /// What of a booking is seen in the calendar.
    private struct Outline: Equatable {
        var status: BookingStatus
        var starts: Instant
        var therapist: TherapistID
        var room: RoomID
        var customer: CustomerID?

        init(_ booking: Booking) {
            status = booking.status
            starts = booking.starts
            therapist = booking.therapist.id
            room = booking.room.id
            customer = booking.customer?.id
        }
    }

    /// Shows today with the cursor at the present time, on somebody who works; the day from its first opening on if that
    /// leaves the cursor in view, and no further down than to its end.
    mutating func showNow() {
        guard let sheet, let instant else { return }
        day.date = today
        if case .week = day.arrangement { day.column = day.date.weekday.rawValue - 1 }
        let axis = TimeAxis(zone: sheet.zone, measure: day.measure)
        let minute = axis.minute(of: instant, on: day.date)
        guard let grid else { return }
        moveToSomebodyWorking(at: instant, in: grid)
        let (opening, closing) = span(of: grid) ?? (minute, minute)
        let start = grid.columns[safe: day.column]?.nextOpening(from: instant)
        let shown = max(minute, start.map { axis.minute(of: $0, on: day.date) } ?? minute, opening)
        day.minute = shown / day.step * day.step
        let isInView = day.minute - opening < grid.area.rows * day.step * 2 / 3
        let first = (isInView ? opening : day.minute - 60) / 60 * 60 / day.step
        let lastUseful = (closing + day.step - 1) / day.step - grid.area.rows
        let openingRow = opening / 60 * 60 / day.step
        day.firstRow = max(0, min(first, max(lastUseful, openingRow)))
    }

    /// The cursor stays where somebody works now; else it goes to the first who does, else to who comes next.
    private mutating func moveToSomebodyWorking(at instant: Instant, in grid: GridLayout) {
        guard grid.columns[safe: day.column]?.isOpen(at: instant) != true else { return }
        if case .week = day.arrangement { return }
        if let working = grid.columns.firstIndex(where: { $0.isOpen(at: instant) }) {
            day.column = working
            return
        }
        let coming = grid.columns.enumerated().compactMap { index, column in
            column.nextOpening(from: instant).map { (index, $0) }
        }
        if let next = coming.min(by: { $0.1 < $1.1 }) { day.column = next.0 }
    }

    /// From the first opening on the dates shown to the last, or the last booking, in minutes of the axis.
    private func span(of grid: GridLayout) -> (opening: Int, closing: Int)? {
        guard let opening = firstOpening(in: grid) else { return nil }
        let ends = grid.columns.flatMap { column in
            (column.openings.map(\.end) + column.bookings.map(\.ends)).map { grid.axis.minute(of: $0, on: column.date) }
        }
        return (opening, ends.max() ?? opening)
    }

    /// The first minute at which somebody works, or something is open, on the dates shown.
    private func firstOpening(in grid: GridLayout) -> Int? {
        grid.columns.compactMap { column in
            column.openings.first.map { grid.axis.minute(of: $0.start, on: column.date) }
        }.min()
    }
}
