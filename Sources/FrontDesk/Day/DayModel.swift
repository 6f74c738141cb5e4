import Availability
import Booking

/// What stands across in the calendar.
enum Arrangement: Hashable, Sendable {
    case therapists, rooms
    /// The seven days of one therapist or room.
    case week(Resource)
}

/// Which part of the calendar is shown, and where its cursor is.
struct DayModel: Equatable {
    /// Rows of the calendar, in minutes, from fine to coarse.
    static let steps = [5, 10, 15, 30, 60]

    var date: LocalDate
    var arrangement = Arrangement.therapists
    /// Minutes a row.
    var step = 15
    /// The cursor's column, counted among all columns.
    var column = 0
    /// The cursor's minute on the axis, a multiple of nothing in particular: a booking may start anywhere.
    var minute = 540
    var firstRow = 36
    var firstColumn = 0

    init(date: LocalDate) {
        self.date = date
    }

    /// The same part of the calendar, whatever the cursor is on.
    var withoutCursor: DayModel {
        var day = self
        (day.column, day.minute) = (0, 0)
        return day
    }

    var measure: TimeAxis.Measure {
        if case .week = arrangement { .wallClock } else { .elapsed }
    }

    var row: Int { minute.flooredQuotient(by: step) }

    /// Shows the cursor: sideways it scrolls by as little as does it, up and down by a quarter more, for whoever goes that
    /// way wants to see what comes, and a calendar that moves with every key is hard to read.
    mutating func keepCursorVisible(rows: Int, columns: Int, of all: Int) {
        column = min(max(0, column), max(0, all - 1))
        if row < firstRow { firstRow = max(0, row - rows / 4) }
        if rows > 0, row >= firstRow + rows { firstRow = row - rows + 1 + rows / 4 }
        if column < firstColumn { firstColumn = column }
        if columns > 0, column >= firstColumn + columns { firstColumn = column - columns + 1 }
        firstColumn = min(firstColumn, max(0, all - columns))
    }

    /// Shows all of what lies from the cursor on for so many minutes.
    ///
    /// Nothing moves while that is in view, and as little as can be of the time in which nobody works. Else it is shown
    /// from the hour of the opening on if that leaves it in view, or in the middle, but no further than to the closing.
    ///
    /// - Parameter open: minutes of the axis round the cursor in which somebody works; nil: nobody does.
    mutating func reveal(minutes: Int, rows: Int, open: Range<Int>?) {
        let last = row + max(0, (minutes - 1) / step)
        let isInView = row >= firstRow && last < firstRow + rows
        let middle = row - max(1, (rows - (last - row)) / 2)
        guard let open else {
            if !isInView { firstRow = max(0, middle) }
            return
        }
        let opening = open.lowerBound.flooredQuotient(by: 60) * 60 / step
        let closing = (open.upperBound + step - 1) / step
        let useful = opening...max(opening, closing - rows)
        guard !isInView || !useful.contains(firstRow) else { return }
        let wanted = last < opening + rows ? opening : middle
        firstRow = max(0, min(max(wanted, useful.lowerBound), useful.upperBound))
    }

    /// Finer (-1) or coarser (1) rows, the cursor staying where it is on the screen.
    mutating func zoom(by direction: Int) {
        let index = (Self.steps.firstIndex(of: step) ?? 2) + direction
        guard Self.steps.indices.contains(index) else { return }
        let offset = row - firstRow
        step = Self.steps[index]
        firstRow = max(0, row - offset)
    }
}

extension Int {
    /// The quotient rounded toward negative infinity.
    func flooredQuotient(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }
}
