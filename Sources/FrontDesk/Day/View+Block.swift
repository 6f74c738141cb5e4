import Availability
import Booking
import Screen

extension DeskView {
    /// A booking over its time: an edge in the colour of its state, and as much of what, who and where as there are rows.
    ///
    /// One that another follows without a break ends in a line where there is room for it, so that two are seen to be two.
    mutating func draw(
        _ block: GridLayout.Block, _ index: Int, _ column: GridColumn, _ grid: GridLayout, isFollowed: Bool
    ) {
        let area = grid.rect(ofColumn: index, rows: block.rows)
        guard !area.isEmpty else { return }
        let booking = block.booking
        let isFlashing = model.flashes[booking.id] != nil
        let role = role(of: booking, in: column)
        let ground = isFlashing ? .flash : role
        // Of the colours of states not all can be read on that of a flash.
        let ink = isFlashing ? .title : role
        screen.fill(area, ground)
        let lines = lines(of: booking, block, in: column, grid)
        if isFollowed, lines.count < area.rows {
            let last = grid.rect(ofColumn: index, rows: block.rows.upperBound - 1..<block.rows.upperBound)
            screen.fill(last, with: " ", Pen(.faint, on: ground, .underline))
        }
        drawEdge(area, ink, isSelected: isSelected(block, index))
        let isCut = grid.firstRow > block.rows.lowerBound
        for (line, content) in lines.prefix(area.rows).enumerated() {
            let mark = line == 0 ? (isCut ? Glyph.up : booking.status.glyph).character : " "
            let row = area.line(line)
            screen.write(String(mark), at: Position(column: row.column + 1, row: row.row), Pen(ink), in: row)
            let text = Rect(column: row.column + 3, row: row.row, columns: row.columns - 3, rows: 1)
            screen.write(content.text, fitting: text, isFlashing ? Pen(.title) : content.pen)
        }
    }

    /// A selected block has a bright, broad edge and its first line marked: as clear as another ground for all of it, and a
    /// small part of the bytes for the terminal.
    private mutating func drawEdge(_ area: Rect, _ ink: Role, isSelected: Bool) {
        let edge = Rect(column: area.column, row: area.row, columns: 1, rows: area.rows)
        let glyph: Glyph = isSelected ? .block8 : .edge
        if isSelected { screen.fill(area.line(0), .selected) }
        screen.fill(edge, with: glyph.character, Pen(isSelected ? .title : ink))
    }

    private func isSelected(_ block: GridLayout.Block, _ index: Int) -> Bool {
        showsCursor && index == model.day.column && block.rows.contains(model.day.row)
    }

    private func role(of booking: Booking, in column: GridColumn) -> Role {
        if booking.status == .hold { return model.isOwn(booking) ? .ownHold : .hold }
        return column.isUncovered(booking) ? .uncovered : booking.status.role
    }

    /// What is said in a block, the most important first. In a single row it is who, then what.
    ///
    /// A start that is not the row's is said: beside the place where there is room for three lines, else first.
    private func lines(
        of booking: Booking, _ block: GridLayout.Block, in column: GridColumn, _ grid: GridLayout
    ) -> [(text: String, pen: Pen)] {
        let isOffRow = grid.instant(ofRow: block.rows.lowerBound, in: column) != booking.starts
        let time = isOffRow ? grid.axis.clock.time(booking.starts) + " " : ""
        let state = state(of: booking, in: column)
        let isLong = block.rows.count >= 3 + state.count
        let title = ((isLong ? "" : time) + booking.service.shortName, Pen(.title))
        let other = (isLong ? time : "") + place(of: booking, in: column)
        if booking.status == .hold {
            let left = model.sheet?.millisecondsLeft(of: booking, at: model.now) ?? 0
            let hold = "HOLD  \(countdown(milliseconds: left))"
            if block.rows.count == 1 { return [("\(hold) \(booking.service.shortName)", Pen(.title))] }
            let owner = model.isOwn(booking) ? "you" : booking.madeBy.terminal
            return [title, (hold, Pen(left < 120_000 ? .urgent : .text)), ("\(other) · \(owner)", Pen(.dim))]
        }
        let who = booking.customer?.name ?? ""
        if block.rows.count == 1 { return [("\(time)\(who) · \(booking.service.shortName)", Pen(.title))] }
        return [title, (who, Pen(.text))] + state + [(other, Pen(.dim))]
    }

    /// What is out of the ordinary about a booking, if anything is.
    private func state(of booking: Booking, in column: GridColumn) -> [(text: String, pen: Pen)] {
        switch booking.status {
        case .noShow: [("no-show", Pen(.noShow))]
        case _ where column.isUncovered(booking): [("during time off", Pen(.uncovered))]
        default: []
        }
    }

    /// The half that the column does not say: the room, or the therapist.
    private func place(of booking: Booking, in column: GridColumn) -> String {
        switch column.resource {
        case .therapist: booking.room.name
        case .room: booking.therapist.name
        }
    }
}
