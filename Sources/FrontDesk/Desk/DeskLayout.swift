import Booking
import Screen

/// Where the parts of the desk are on a screen of some size.
struct DeskLayout {
    static let smallest = Size(columns: 60, rows: 15)
    /// From this width on there is room for the pane beside the calendar at all times.
    static let widthWithPane = 96

    let bar: Rect
    /// The steps of a booking in the making; empty when there is none.
    let flowBar: Rect
    let header: Rect
    let grid: Rect
    /// Holds and the selected booking, or slots; empty when there is no room.
    let pane: Rect
    let message: Rect
    let footer: Rect

    /// - Parameter messageRows: what is said takes them from the calendar.
    init(size: Size, hasFlow: Bool, messageRows: Int = 1) {
        let whole = size.bounds
        let (top, afterBar) = whole.splitAbove(rows: 1)
        let (flowBar, body) = afterBar.splitAbove(rows: hasFlow ? 1 : 0)
        let (middle, bottom) = body.splitAbove(rows: body.rows - 1 - messageRows)
        // Slots need more room than holds, and names in the calendar need it most.
        let wanted = hasFlow ? size.columns * 3 / 10 : size.columns / 5
        let paneWidth = size.columns >= Self.widthWithPane ? min(40, max(31, wanted)) : hasFlow ? 28 : 0
        let (left, pane) = middle.splitLeft(columns: middle.columns - paneWidth)
        bar = top
        self.flowBar = flowBar
        self.pane = pane
        (header, grid) = left.splitAbove(rows: 1)
        (message, footer) = bottom.splitAbove(rows: messageRows)
    }
}

extension Model {
    var layout: DeskLayout { DeskLayout(size: size, hasFlow: flow != nil, messageRows: messageRows) }

    /// One line always: news is no reason for the calendar to jump where it fits into that.
    var messageRows: Int { max(1, messageLines.count) }

    /// Nil until something was read.
    var grid: GridLayout? {
        sheet.map { GridLayout($0.zone, day, columns($0), in: layout.grid) }
    }

    var isTooSmall: Bool {
        size.columns < DeskLayout.smallest.columns || size.rows < DeskLayout.smallest.rows
    }

    /// The booking under the cursor.
    var selected: Booking? {
        grid?.block(inColumn: day.column, atRow: day.row)?.booking
    }
}
