import Availability
import Booking
import Screen

extension Model {
    /// Shows today with the cursor at the present time, on somebody who works; the day from its first opening on if that
    /// leaves the cursor in view, and no further down than to its end or the cursor.
    ///
    /// - Parameter waitsForOpening: whether the cursor goes on to when somebody works next.
    mutating func showNow(waitsForOpening: Bool = true) {
        guard let sheet, let instant else { return }
        day.date = today
        if case .week = day.arrangement { day.column = day.date.weekday.rawValue - 1 }
        let axis = TimeAxis(zone: sheet.zone, measure: day.measure)
        let minute = axis.minute(of: instant, on: day.date)
        guard let grid else { return }
        moveToSomebodyWorking(at: instant, in: grid)
        let (opening, closing) = span(of: grid) ?? (minute, minute)
        let start = grid.columns[safe: day.column]?.nextOpening(from: instant)
        let next = max(minute, start.map { axis.minute(of: $0, on: day.date) } ?? minute, opening)
        day.minute = (waitsForOpening ? next : minute) / day.step * day.step
        let begin = min(opening, day.minute)
        let isInView = day.minute - begin < grid.area.rows * day.step * 2 / 3
        let first = (isInView ? begin : day.minute - 60) / 60 * 60 / day.step
        let lastUseful = (closing + day.step - 1) / day.step - grid.area.rows
        let openingRow = begin / 60 * 60 / day.step
        day.firstRow = max(0, min(first, max(lastUseful, openingRow)), day.row - grid.area.rows + 1)
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

    /// Shows what lies from the cursor on for so many minutes, and the hours of work that it lies in.
    mutating func reveal(_ minutes: Int, among columns: [GridColumn]) {
        day.reveal(minutes: minutes, rows: layout.grid.rows, open: workingHours(at: day.minute, columns))
    }

    /// From when to when some column is open without a break of more than two hours, round a minute of the axis; nil: none
    /// is then. A night shift is another matter than the day after it, and what never closes says nothing.
    private func workingHours(at minute: Int, _ columns: [GridColumn]) -> Range<Int>? {
        guard let sheet else { return nil }
        let axis = TimeAxis(zone: sheet.zone, measure: day.measure)
        let openings = columns.flatMap { column in
            column.openings.filter { $0 != column.day }.map { opening in
                let start = axis.minute(of: opening.start, on: column.date)
                // By the wall clock what ends in an hour that comes twice may end before it begins.
                return start..<max(start, axis.minute(of: opening.end, on: column.date))
            }
        }
        let joined = openings.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: [Range<Int>]()) { joined, next in
            if let last = joined.last, next.lowerBound <= last.upperBound + 120 {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
            } else {
                joined.append(next)
            }
        }
        return joined.first { $0.contains(minute) }
    }

    /// The first minute at which somebody works, or something is open, on the dates shown.
    private func firstOpening(in grid: GridLayout) -> Int? {
        grid.columns.compactMap { column in
            column.openings.first.map { grid.axis.minute(of: $0.start, on: column.date) }
        }.min()
    }
}
