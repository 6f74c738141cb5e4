import Availability
import Booking
import Screen

extension DeskView {
    /// Names and how much is sold, over the columns; arrows where there are more to the sides.
    mutating func drawHeader() {
        screen.fill(layout.header, .header)
        guard let grid else { return }
        let headings = grid.visible.map { index in
            // The last one leaves room for the arrow that says there are more.
            let isCut = index == grid.visible.upperBound - 1 && index < grid.columns.count - 1
            return heading(grid.columns[index], columns: grid.rect(ofColumn: index).columns - (isCut ? 2 : 0))
        }
        // All of them or none: one without would look like one with nothing sold.
        let levelWidth = [2, 1].first { width in headings.allSatisfy { $0.hasRoom(forLevelOf: width) } } ?? 0
        // A date that is cut is none: where it has no room beside its share, no day shows one.
        let showsShare = model.day.measure == .elapsed || headings.allSatisfy(\.hasRoomForShare)
        for (index, heading) in zip(grid.visible, headings) {
            titleAreas[index] = draw(
                showsShare ? heading : heading.withoutShare, at: grid.rect(ofColumn: index).column, levelWidth)
        }
        if grid.visible.lowerBound > 0 {
            screen.write("\(Glyph.previous.character)\(grid.visible.lowerBound)", fitting: layout.header, Pen(.key))
        }
        let hidden = grid.columns.count - grid.visible.upperBound
        if hidden > 0 {
            screen.write("\(hidden)\(Glyph.next.character)", rightIn: layout.header, Pen(.key))
        }
    }

    /// What stands over a column: a name, and how much is sold.
    private struct Heading {
        let title: String
        var percent: String
        /// Nil: nothing is open.
        let share: Double?
        let isToday: Bool
        let columns: Int

        var hasRoomForShare: Bool { textWidth(title) + textWidth(percent) + 1 <= columns }

        var withoutShare: Heading {
            var heading = self
            heading.percent = ""
            return heading
        }

        /// One column of air at the left, one before the level.
        func hasRoom(forLevelOf width: Int) -> Bool {
            share == nil || textWidth(title) + textWidth(percent) + width + 2 <= columns
        }
    }

    private func heading(_ column: GridColumn, columns: Int) -> Heading {
        let percent = column.utilisation.map { "\(Int(($0 * 100).rounded()))%" } ?? "off"
        let title = column.titles.first { textWidth($0) + textWidth(percent) + 2 <= columns }
        return Heading(
            title: title ?? column.titles.last ?? "", percent: percent, share: column.utilisation,
            isToday: column.date == model.today && model.day.measure == .wallClock, columns: columns)
    }

    /// - Returns: where the name stands.
    private mutating func draw(_ heading: Heading, at column: Int, _ levelWidth: Int) -> Rect {
        let line = Rect(column: column, row: layout.header.row, columns: heading.columns, rows: 1)
        let level = levelWidth == 0 ? nil : heading.share.map { String(Glyph.level($0)) }
        let used = textWidth(heading.percent) + (level == nil ? 0 : levelWidth)
        let margin = textWidth(heading.title) + used + 2 <= line.columns ? 1 : 0
        let name = Rect(column: column + margin, row: line.row, columns: line.columns - used - 1 - margin, rows: 1)
        let pen = Pen(heading.share == nil ? .dim : .title, heading.isToday ? .underline : [])
        let width = screen.write(heading.title, fitting: name, pen)
        screen.write(heading.percent, rightIn: line, Pen(.dim))
        if let level {
            screen.write(level, at: Position(column: line.endColumn - used, row: line.row), Pen(.accent), in: line)
        }
        return Rect(column: name.column, row: name.row, columns: width, rows: 1)
    }

    mutating func drawGrid() {
        guard let grid else {
            screen.write(" Reading the day…", fitting: layout.grid.line(1), Pen(.dim))
            return
        }
        guard !grid.columns.isEmpty else { return drawFirstSteps() }
        drawGutter(grid)
        for index in grid.visible {
            drawColumn(index, grid)
            drawNow(index, grid)
        }
    }

    /// The cursor over what is drawn already, and the name of its column marked.
    mutating func drawCursor() {
        guard let grid, !grid.columns.isEmpty else { return }
        if let title = titleAreas[model.day.column] { screen.tint(title, Pen(.accent)) }
        if showsCursor, grid.visible.contains(model.day.column) {
            drawCursor(inColumn: model.day.column, grid)
            drawNow(model.day.column, grid)
        }
        if !model.isLoaded(model.day.date) {
            screen.write(" Reading this day… ", rightIn: layout.grid.line(0), Pen(.waiting, on: .popup))
        }
    }

    /// What a practice needs where nobody works in it, or it has no rooms.
    private mutating func drawFirstSteps() {
        let lines: [[Segment]] = [
            [Segment("Nobody works here yet, or there are no rooms.", Pen(.title))],
            [],
            [Segment("touchbase practice import FILE.toml", Pen(.accent)), Segment("  brings them in", Pen(.text))],
            [
                Segment("touchbase practice sample", Pen(.accent)),
                Segment("  shows how the file is written", Pen(.text)),
            ],
        ]
        for (index, line) in lines.enumerated() {
            write(line, in: layout.grid.inset(columns: 3, rows: 1).line(index))
        }
    }

    /// The times at the left. On a day when the clocks change, the zone's new name stands under its first hour.
    private mutating func drawGutter(_ grid: GridLayout) {
        guard let first = grid.visible.first else { return }
        let column = grid.columns[first]
        let zone = grid.axis.zone
        for line in 0..<grid.area.rows {
            let row = grid.firstRow + line
            let label = Rect(column: grid.area.column, row: grid.area.row + line, columns: 5, rows: 1)
            screen.write("│", at: Position(column: grid.area.column + 5, row: label.row), Pen(.rule))
            guard row < grid.rowCount else { continue }
            let instant = grid.instant(ofRow: row, in: column)
            let time = zone.localDateTime(at: instant).time
            if time.minute < grid.step {
                screen.write(time.shortDescription, rightIn: label, Pen(.hour))
            } else if clocksChanged(beforeRow: row, column, grid) {
                screen.write(zone.offset(at: instant).abbreviation, rightIn: label, Pen(.waiting))
            } else if time.minute >= 30, time.minute < 30 + grid.step, grid.step < 30 {
                screen.write("30", rightIn: label, Pen(.faint))
            }
        }
    }

    /// Whether this is the second row of the first hour after a change of the clocks.
    private func clocksChanged(beforeRow row: Int, _ column: GridColumn, _ grid: GridLayout) -> Bool {
        let start = grid.instant(ofRow: row - 1, in: column)
        let zone = grid.axis.zone
        return row > 1 && zone.offset(at: start) != zone.offset(at: start.advanced(byMinutes: -grid.step))
    }

    private mutating func drawColumn(_ index: Int, _ grid: GridLayout) {
        let column = grid.columns[index]
        let area = grid.rect(ofColumn: index)
        screen.fill(
            Rect(column: area.endColumn, row: area.row, columns: 1, rows: area.rows), with: "│", Pen(.rule))
        drawHours(of: column, area, grid)
        let blocks = grid.blocks(of: column)
        for block in blocks { drawBuffers(of: block, index, column, grid) }
        drawOffers(index, column, grid)
        for place in blocks.indices { draw(blocks, at: place, index, grid) }
    }

    private mutating func draw(_ blocks: [GridLayout.Block], at place: Int, _ index: Int, _ grid: GridLayout) {
        let isFollowed = blocks[safe: place + 1]?.rows.lowerBound == blocks[place].rows.upperBound
        draw(blocks[place], index, grid.columns[index], grid, isFollowed: isFollowed)
    }

    /// Open hours are the plain ground with a dotted line at each hour; the others have another, and a shaded edge.
    private mutating func drawHours(of column: GridColumn, _ area: Rect, _ grid: GridLayout) {
        let minutes = grid.axis.minutes(on: column.date)
        for line in 0..<area.rows {
            let row = grid.firstRow + line
            guard row * grid.step < minutes else {
                screen.fill(area.line(line), with: " ", Pen(.off, on: .off))
                continue
            }
            let instant = grid.instant(ofRow: row, in: column)
            if !column.isOpen(at: instant) {
                screen.fill(area.line(line), .off)
                let edge = Rect(column: area.column, row: area.row + line, columns: 1, rows: 1)
                screen.fill(edge, with: Glyph.shade.character, Pen(.off, on: .off))
                if column.absences.contains(where: { isFirstRow(of: $0, row: row, line: line, column, grid) }) {
                    screen.write(" time off ", fitting: area.line(line).from(area.column + 1), Pen(.dim, on: .off))
                }
            } else if grid.axis.time(atMinute: row * grid.step, on: column.date).minute < grid.step {
                screen.fill(area.line(line), with: Glyph.dot.character, Pen(.rule))
            }
        }
    }

    private func isFirstRow(of absence: Interval, row: Int, line: Int, _ column: GridColumn, _ grid: GridLayout) -> Bool
    {
        let first = max(0, grid.row(of: absence.start, in: column))
        return row == first || (line == 0 && row > first && row < grid.row(of: absence.end, in: column))
    }

    private mutating func drawBuffers(
        of block: GridLayout.Block, _ index: Int, _ column: GridColumn, _ grid: GridLayout
    ) {
        let before = block.blockedRows.lowerBound..<block.rows.lowerBound
        let after = block.rows.upperBound..<block.blockedRows.upperBound
        let isRoom = if case .room = column.resource { true } else { false }
        shade(grid.rect(ofColumn: index, rows: before), .buffer, "prep")
        shade(grid.rect(ofColumn: index, rows: after), isRoom ? .turnover : .buffer, isRoom ? "turnover" : "recovery")
    }

    private mutating func shade(_ area: Rect, _ role: Role, _ label: String) {
        screen.fill(area, with: Glyph.dashed.character, Pen(role, on: role))
        let line = area.line(0)
        let inner = Rect(column: line.column + 2, row: line.row, columns: line.columns - 3, rows: line.rows)
        // A part of the word would say less than the shading alone.
        guard textWidth(label) + 2 <= inner.columns else { return }
        screen.write(" \(label) ", fitting: inner, Pen(.faint, on: role))
    }

    /// The starts that can be booked, while a slot is being chosen.
    private mutating func drawOffers(_ index: Int, _ column: GridColumn, _ grid: GridLayout) {
        guard let flow = model.flow, flow.step == .slot else { return }
        let day = grid.axis.zone.day(column.date)
        let marked = flow.page.slots[safe: flow.marked]?.turn
        var drawn = Set<Int>()
        for slot in flow.refusal == nil ? flow.offers : flow.page.slots
        where day.contains(slot.start) && slot.uses(column.resource) {
            let row = grid.row(of: slot.start, in: column)
            guard drawn.insert(row).inserted || slot.turn == marked else { continue }
            let area = grid.rect(ofColumn: index, rows: row..<row + 1)
            let ground: Role = slot.turn == marked ? .current : .bookable
            screen.fill(area, ground)
            offer(area, as: .offer(slot))
            let text = " \(Glyph.slot.character) \(grid.axis.clock.time(slot.start))"
            screen.write(text, fitting: area, Pen(slot.isSnug ? .snug : .gap))
        }
    }

    private mutating func drawCursor(inColumn index: Int, _ grid: GridLayout) {
        let column = grid.columns[index]
        let blocks = grid.blocks(of: column)
        if let place = blocks.firstIndex(where: { $0.rows.contains(model.day.row) }) {
            return draw(blocks, at: place, index, grid)
        }
        let area = grid.rect(ofColumn: index, rows: model.day.row..<model.day.row + 1)
        screen.fill(area, .selected)
        let instant = grid.axis.instant(atMinute: model.day.minute, on: column.date)
        screen.write(" " + grid.axis.clock.time(instant), fitting: area, Pen(.title))
    }

    /// The line of the present time, over a column of today's, round what is written there.
    private mutating func drawNow(_ index: Int, _ grid: GridLayout) {
        guard let instant = model.instant, grid.columns[index].date == model.today else { return }
        let row = grid.row(of: instant, in: grid.columns[index])
        let area = grid.rect(ofColumn: index, rows: row..<row + 1)
        guard !area.isEmpty else { return }
        drawNow(in: area)
        let label = Rect(column: grid.area.column, row: area.row, columns: 5, rows: 1)
        screen.fill(label, .text)
        screen.write(grid.axis.clock.time(instant), rightIn: label, Pen(.now))
    }

    private mutating func drawNow(in area: Rect) {
        let dot = Glyph.dot.character.unicodeScalars.first
        var column = area.endColumn
        while column > area.column, let cell = screen[Position(column: column - 1, row: area.row)],
            cell.isBlank || cell.base == dot
        {
            column -= 1
        }
        // One column of air between text and line.
        let start = column == area.column ? column : column + 1
        let line = Rect(column: start, row: area.row, columns: area.endColumn - start, rows: 1)
        screen.fill(line, with: Glyph.line.character, Pen(.now))
    }
}

extension LocalTime {
    /// `9:00`, as in the gutter.
    var shortDescription: String {
        "\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
