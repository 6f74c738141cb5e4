import Availability
import Booking
import Screen

/// The calendar laid out in rows and columns of a terminal: what the view draws and what keys and mouse move over.
struct GridLayout {
    /// A booking in its column, in rows of the whole day.
    struct Block {
        let booking: Booking
        /// Where the appointment is drawn; at least one row.
        let rows: Range<Int>
        /// Where its buffers reach: prep above, recovery or turnover below.
        let blockedRows: Range<Int>
    }

    static let gutter = 6
    static let narrowest = 15
    /// A week is looked at as a whole.
    static let narrowestOfWeek = 10

    let area: Rect
    let axis: TimeAxis
    let step: Int
    let columns: [GridColumn]
    /// Rows of the longest of the dates.
    let rowCount: Int
    let firstRow: Int
    /// Which of the columns are on the screen.
    let visible: Range<Int>
    /// With the line at its right; the first `widerColumns` of the visible ones have one more.
    private let columnWidth: Int
    private let widerColumns: Int

    /// - Parameter area: the calendar with its gutter, without its header.
    init(_ zone: ZoneRules, _ day: DayModel, _ columns: [GridColumn], in area: Rect) {
        self.area = area
        self.columns = columns
        axis = TimeAxis(zone: zone, measure: day.measure)
        step = day.step
        let longest = columns.map { [axis] in axis.measure == .elapsed ? $0.day.minutes : 1440 }.max() ?? 0
        rowCount = (longest + day.step - 1) / day.step
        firstRow = min(day.firstRow, max(0, rowCount - area.rows))
        let narrowest = if case .week = day.arrangement { Self.narrowestOfWeek } else { Self.narrowest }
        let fitting = max(1, (area.columns - Self.gutter) / narrowest)
        let shown = min(columns.count, fitting)
        let first = min(day.firstColumn, columns.count - shown)
        visible = first..<first + shown
        let room = max(0, area.columns - Self.gutter)
        columnWidth = shown == 0 ? 0 : room / shown
        widerColumns = shown == 0 ? 0 : room % shown
    }

    /// The bookings of a column, each drawn once, and each in rows of its own: one that would share a row with the one
    /// above begins a row later, as long as the date has rows.
    func blocks(of column: GridColumn) -> [Block] {
        zip(column.bookings, rowsOfAppointments(in: column)).map { booking, rows in
            let blocked = column.blockedRange(of: booking)
            let before = min(rows.lowerBound, row(of: blocked.start, in: column))
            let after = max(rows.upperBound, rowAfter(blocked.end, in: column))
            return Block(booking: booking, rows: rows, blockedRows: before..<after)
        }
    }

    private func rowsOfAppointments(in column: GridColumn) -> [Range<Int>] {
        var free = Int.min
        var all = column.bookings.map { booking in
            let start = max(row(of: booking.starts, in: column), free)
            // What began on the day before has a row of this one, however coarse its rows are.
            let least = booking.ends > column.day.start && booking.starts < column.day.start ? 1 : start + 1
            let end = max(least, start + 1, row(of: booking.ends, in: column))
            free = end
            return start..<end
        }
        // What was pushed beyond the end of the date pushes those above it up.
        var last = rowCount - 1
        var end = Int.max
        for place in all.indices.reversed() where column.bookings[place].starts < column.day.end {
            let start = min(all[place].lowerBound, last)
            all[place] = start..<max(start + 1, min(all[place].upperBound, end))
            (last, end) = (start - 1, start)
        }
        return all
    }

    /// The row that holds a moment.
    func row(of instant: Instant, in column: GridColumn) -> Int {
        minute(of: instant, in: column).flooredQuotient(by: step)
    }

    /// The first row that begins at or after a moment.
    private func rowAfter(_ instant: Instant, in column: GridColumn) -> Int {
        (minute(of: instant, in: column) + step - 1).flooredQuotient(by: step)
    }

    /// As the axis says, but where minutes elapse without asking the zone when the date begins.
    private func minute(of instant: Instant, in column: GridColumn) -> Int {
        axis.measure == .elapsed ? column.day.start.minutes(until: instant) : axis.minute(of: instant, on: column.date)
    }

    /// The moment at which a row begins.
    func instant(ofRow row: Int, in column: GridColumn) -> Instant {
        axis.measure == .elapsed
            ? column.day.start.advanced(byMinutes: row * step) : axis.instant(atMinute: row * step, on: column.date)
    }

    /// Where a column is drawn, without the line at its left.
    func rect(ofColumn index: Int) -> Rect {
        guard visible.contains(index) else { return Rect(column: 0, row: 0, columns: 0, rows: 0) }
        let place = index - visible.lowerBound
        let left = area.column + Self.gutter + place * columnWidth + min(place, widerColumns)
        let width = columnWidth + (place < widerColumns ? 1 : 0)
        return Rect(column: left, row: area.row, columns: width - 1, rows: area.rows)
    }

    /// Where rows of a column are drawn, cut to what is visible.
    func rect(ofColumn index: Int, rows: Range<Int>) -> Rect {
        let column = rect(ofColumn: index)
        let top = area.row + rows.lowerBound - firstRow
        return Rect(column: column.column, row: top, columns: column.columns, rows: rows.count)
            .intersection(column)
    }

    /// The column and the row of the whole day under a cell of the terminal.
    func hit(_ position: Position) -> (column: Int, row: Int)? {
        guard area.contains(position) else { return nil }
        let index = visible.first { rect(ofColumn: $0).contains(position) }
        let row = firstRow + position.row - area.row
        guard let index, row < rowCount else { return nil }
        return (index, row)
    }

    /// The block whose appointment is drawn over a row.
    func block(inColumn index: Int, atRow row: Int) -> Block? {
        guard columns.indices.contains(index) else { return nil }
        return blocks(of: columns[index]).first { $0.rows.contains(row) }
    }
}
