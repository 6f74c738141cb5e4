import Screen

extension DeskView {
    /// A practice with nothing in it: what the desk is for, how to fill it, and the three keys that matter.
    mutating func drawWelcome() {
        let room = Rect(
            column: 0, row: layout.bar.endRow, columns: screen.size.columns,
            rows: layout.message.row - layout.bar.endRow)
        screen.fill(room, .text)
        let columns = min(72, room.columns - 4)
        let paragraphs = welcome(columns: columns)
        let lines = paragraphs.reduce(0) { $0 + $1.count }
        // With air between the paragraphs and the three steps in colour where there is room for them.
        let isTall = room.rows >= lines + paragraphs.count + Self.stepRows
        let rows = isTall ? lines + paragraphs.count + Self.stepRows : lines
        let left = (room.columns - columns) / 2
        var row = room.row + max(0, (room.rows - rows) / 3)
        for (index, paragraph) in paragraphs.enumerated() {
            for line in paragraph where row < room.endRow {
                write(line, in: Rect(column: left, row: row, columns: columns, rows: 1))
                row += 1
            }
            guard isTall else { continue }
            row += 1
            guard index == 0 else { continue }
            drawSteps(in: Rect(column: left, row: row, columns: columns, rows: Self.stepRows))
            row += Self.stepRows + 1
        }
    }

    private static let stepRows = 3

    private func welcome(columns: Int) -> [[[Segment]]] {
        let greeting = "The front desk of a therapy practice. Nobody works in this one yet."
        let contents = "Five therapists, four rooms, eight services: try everything at once."
        let sample = Target.command(.useSample)
        let keys = [("n", " book   "), ("x", " cancel   "), ("F1", " keys")]
        return [
            [[Segment("Welcome to TouchBase", Pen(.title, .bold))]]
                + wrapped(greeting, columns: columns).map { [Segment($0, Pen(.text))] },
            [
                [
                    Segment("s", Pen(.key, .bold), target: sample), Segment("  ", Pen(.text)),
                    Segment("Fill it with the sample practice", Pen(.title), target: sample),
                ]
            ] + wrapped(contents, columns: columns - 3).map { [Segment("   " + $0, Pen(.dim))] },
            [
                [Segment("or describe your own, in a shell on this machine:", Pen(.title))],
                command("touchbase practice sample > practice.toml", "then change it", columns),
                command("touchbase practice import practice.toml  ", "it shows here at once", columns),
            ],
            [
                [Segment("Once it is filled:  ", Pen(.text))]
                    + keys.flatMap { [Segment($0.0, Pen(.key, .bold)), Segment($0.1, Pen(.text))] }
            ],
        ]
    }

    /// A command, and what it is for where that fits.
    private func command(_ text: String, _ purpose: String, _ columns: Int) -> [Segment] {
        let line = [Segment("   " + text, Pen(.accent)), Segment("  " + purpose, Pen(.dim))]
        return Self.width(line) <= columns ? line : [line[0]]
    }

    /// Find, hold, confirm: three blocks like those of the calendar.
    private mutating func drawSteps(in area: Rect) {
        let steps: [(glyph: Glyph, role: Role, words: [String])] = [
            (.slot, .bookable, ["Find", "a slot that can", "really be booked"]),
            (.hold, .ownHold, ["Hold", "it for all desks,", "while you talk"]),
            (.confirmed, .confirmed, ["Confirm", "and the customer", "gets a mail"]),
        ]
        let width = (area.columns - 2 * (steps.count - 1)) / steps.count
        for (index, step) in steps.enumerated() {
            let block = Rect(
                column: area.column + index * (width + 2), row: area.row, columns: width, rows: area.rows)
            screen.fill(block, step.role)
            screen.fill(
                Rect(column: block.column, row: block.row, columns: 1, rows: block.rows), with: Glyph.edge.character,
                Pen(step.role))
            screen.write(
                String(step.glyph.character), at: Position(column: block.column + 1, row: block.row), Pen(step.role),
                in: block)
            for (line, words) in step.words.enumerated() {
                let text = Rect(column: block.column + 3, row: block.row + line, columns: width - 3, rows: 1)
                screen.write(words, fitting: text, Pen(line == 0 ? .title : .text))
            }
        }
    }
}
