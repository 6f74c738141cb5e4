import Availability
import Booking
public import Screen

/// What a desk shows at a size: the same model and size give the same screen, on any machine.
public func view(_ model: Model, size: Size) -> Screen {
    var frames = Frames()
    return frames.frame(of: model, size: size)
}

/// One frame in the making.
struct DeskView {
    let model: Model
    let layout: DeskLayout
    /// Nil until something was read.
    let grid: GridLayout?
    /// The booking under the cursor.
    let selected: Booking?
    var screen: Screen
    /// Where in the pane stands what the cursor is on.
    var selectedArea = Rect(column: 0, row: 0, columns: 0, rows: 0)
    /// Where in the footer stands what can be done with it.
    var cursorKeysArea = Rect(column: 0, row: 0, columns: 0, rows: 0)
    /// Where the names of the columns stand.
    var titleAreas: [Int: Rect] = [:]
    /// The cursor is drawn where it is; not in a backdrop.
    private(set) var showsCursor = false
    let isAskedForTargets: Bool
    /// What can be clicked, in the order in which it was drawn.
    var targets: [(area: Rect, target: Target)] = []

    /// - Parameter backdrop: the model's, where it is drawn already.
    init(_ model: Model, isAskedForTargets: Bool = false, over backdrop: Backdrop? = nil) {
        self.model = model
        self.isAskedForTargets = isAskedForTargets
        layout = model.layout
        grid = model.isTooSmall ? nil : model.grid
        selected = grid?.block(inColumn: model.day.column, atRow: model.day.row)?.booking
        screen = backdrop?.screen ?? Screen(size: model.size)
        guard let backdrop else { return }
        selectedArea = backdrop.selectedArea
        cursorKeysArea = backdrop.cursorKeysArea
        titleAreas = backdrop.titleAreas
    }

    mutating func draw() {
        guard !model.isTooSmall else { return drawTooSmall() }
        guard !model.isEmptyPractice else { return drawEmptyPractice() }
        drawBackdrop()
        drawForeground()
    }

    private mutating func drawEmptyPractice() {
        drawBar()
        drawWelcome()
        drawMessage()
        drawStandingKeys()
        drawFooter()
        drawOverlay()
    }

    /// All that stays as it is while nothing but the cursor moves, and nothing is being booked.
    mutating func drawBackdrop() {
        drawBar()
        drawHeader()
        drawGrid()
        guard model.flow == nil else { return }
        drawDayPane()
        drawStandingKeys()
    }

    /// The cursor, what it is on, and what lies over the calendar.
    mutating func drawForeground() {
        showsCursor = model.flow == nil
        drawCursor()
        if model.flow == nil { drawSelected() } else { drawSlotPane() }
        drawMessage()
        drawFooter()
        if let flow = model.flow { drawFlow(flow) }
        drawOverlay()
    }

    /// One line, in the middle: what is wrong and what would do.
    private mutating func drawTooSmall() {
        let size = model.size
        let needed = "\(DeskLayout.smallest.columns)×\(DeskLayout.smallest.rows)"
        let long = "This terminal is \(size.columns)×\(size.rows); TouchBase needs \(needed). q quits."
        let short = "Too small: \(needed) needed"
        let text = [long, short + ". q quits.", short, needed].first { textWidth($0) <= size.columns } ?? ""
        let column = (size.columns - textWidth(text)) / 2
        screen.write(text, at: Position(column: column, row: size.rows / 2), Pen(.text))
    }

    /// A piece of a line; where there is no room, those with the highest rank go first, and those of rank 0 never.
    struct Segment {
        let text: String
        let pen: Pen
        let rank: Int
        let target: Target?
        let width: Int

        init(_ text: String, _ pen: Pen, rank: Int = 0, target: Target? = nil) {
            self.text = text
            self.pen = pen
            self.rank = rank
            self.target = target
            width = textWidth(text)
        }
    }

    /// A key, called as this terminal can show it.
    func key(_ label: String, target: Target? = nil) -> Segment {
        Segment(model.keyNames.name(label), Pen(.key), target: target)
    }

    static func width(_ segments: [Segment]) -> Int {
        segments.reduce(0) { $0 + $1.width }
    }

    /// The rank from which on segments are dropped, so that the rest fits into `columns`.
    static func cut(_ segments: [Segment], into columns: Int) -> Int {
        var excess = width(segments) - columns
        var cut = Int.max
        while excess > 0, let worst = segments.map(\.rank).filter({ $0 > 0 && $0 < cut }).max() {
            cut = worst
            excess -= width(segments.filter { $0.rank == worst })
        }
        return cut
    }

    /// Writes segments one after the other, up to the first that does not fit whole.
    ///
    /// - Returns: the column after the last.
    @discardableResult
    mutating func write(_ segments: [Segment], in line: Rect) -> Int {
        var column = line.column
        for segment in segments {
            let rest = Rect(column: column, row: line.row, columns: line.endColumn - column, rows: line.rows)
            let width = screen.write(segment.text, fitting: rest, segment.pen)
            offer(Rect(column: column, row: line.row, columns: width, rows: line.rows), as: segment.target)
            column += width
            if textWidth(segment.text) > rest.columns { break }
        }
        return column
    }
}
