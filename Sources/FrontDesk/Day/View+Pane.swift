import Availability
import Booking
import Screen

extension DeskView {
    /// The pane's content, without its line at the left.
    var paneInside: Rect {
        let pane = layout.pane
        return Rect(column: pane.column + 1, row: pane.row, columns: pane.columns - 2, rows: pane.rows)
    }

    /// The holds of all desks, and who comes; between them a place for what is under the cursor.
    mutating func drawDayPane() {
        guard !layout.pane.isEmpty, let sheet = model.sheet else { return }
        screen.fill(layout.pane, .pane)
        let holds = sheet.holds(at: model.now)
        // What is selected has at least twelve rows.
        let most = max(1, (paneInside.rows - 14) / 4)
        var row = drawPaneTitle("HOLDS", holds.isEmpty ? "none" : "\(holds.count)", at: 0)
        for hold in holds.prefix(most) { row = draw(hold, sheet, at: row) }
        if holds.count > most {
            screen.write("\(holds.count - most) more: H", fitting: paneInside.line(row), Pen(.dim))
            row += 1
        }
        screen.fill(paneInside.line(row), with: Glyph.line.character, Pen(.rule))
        let rows = drawComing(sheet, at: row + 1 + Self.selectedRows) ?? max(0, paneInside.rows - row - 1)
        selectedArea = Rect(
            column: paneInside.column, row: paneInside.row + row + 1, columns: paneInside.columns, rows: rows)
    }

    mutating func drawPaneTitle(_ title: String, _ right: String, at row: Int) -> Int {
        screen.fill(layout.pane.line(row), .header)
        screen.write(title, fitting: paneInside.line(row), Pen(.dim, .bold))
        screen.write(right, rightIn: paneInside.line(row), Pen(.text))
        return row + 1
    }

    /// Countdown, bar and owner; when and what; where.
    private mutating func draw(_ hold: Booking, _ sheet: Sheet, at row: Int) -> Int {
        let left = sheet.millisecondsLeft(of: hold, at: model.now) ?? 0
        let ink: Role = left < 120_000 ? .urgent : model.isOwn(hold) ? .ownHold : .hold
        let line = paneInside.line(row)
        offer(Rect(column: line.column, row: line.row, columns: line.columns, rows: 3), as: click(.holds))
        let owner = model.isOwn(hold) ? "you" : hold.madeBy.terminal.truncated(toColumns: 8)
        screen.write(countdown(milliseconds: left), fitting: line, Pen(ink, .bold))
        drawBar(left, of: sheet, at: Position(column: line.column + 6, row: line.row), columns: 12, ink)
        let rest = Rect(column: line.column + 19, row: line.row, columns: line.columns - 19, rows: line.rows)
        screen.write(owner, rightIn: rest, Pen(model.isOwn(hold) ? .title : .dim))
        let start = dayAndTime(hold.starts, sheet) + " "
        let service = hold.service.shortName(fitting: line.columns - textWidth(start))
        screen.write(start + service, fitting: paneInside.line(row + 1), Pen(.text))
        let names = [hold.therapist.name.firstWord, hold.room.name, hold.customer?.name].compactMap(\.self)
        screen.write(names.joined(separator: " · "), fitting: paneInside.line(row + 2), Pen(.dim))
        return row + 4
    }

    /// How much of the practice's hold length is left.
    mutating func drawBar(_ left: Int64, of sheet: Sheet, at position: Position, columns: Int, _ ink: Role) {
        let whole = max(1, Int64(sheet.catalog.practice.holdMinutes) * 60_000)
        let filled = Int((min(whole, left) * Int64(columns) + whole - 1) / whole)
        for column in 0..<columns {
            let cell = Rect(column: position.column + column, row: position.row, columns: 1, rows: 1)
            screen.fill(cell, with: Glyph.bar.character, Pen(column < filled ? ink : .rule))
        }
    }

    /// The time alone when it is on the date shown, else `Tue 09:42` or `Tue 12 May 09:42`.
    func dayAndTime(_ instant: Instant, _ sheet: Sheet) -> String {
        let date = sheet.zone.localDateTime(at: instant).date
        return date == model.day.date ? sheet.clock.time(instant) : sheet.nearDayAndTime(instant)
    }

    mutating func drawSelected() {
        guard !layout.pane.isEmpty, let sheet = model.sheet else { return }
        guard let booking = selected else { return drawFreeCell(sheet) }
        let rows = model.pace.isRunning(at: model.now) ? 1 : selectedArea.rows
        let lines = cardLines(booking, sheet, details: nil, columns: selectedArea.columns, rowsOfNotes: 4)
        for (index, line) in lines.prefix(rows).enumerated() { write(line, in: selectedArea.line(index)) }
    }

    /// What a cell without a booking is, and the keys that make something of it.
    private mutating func drawFreeCell(_ sheet: Sheet) {
        guard let grid, let instant = model.instant, let column = grid.columns[safe: model.day.column] else { return }
        let start = grid.axis.instant(atMinute: model.day.minute, on: column.date)
        let title = "\(dayAndTime(start, sheet)) \(sheet.name(of: column.resource))"
        screen.write(title, fitting: selectedArea.line(0), Pen(.title))
        let use = column.use(from: start, step: grid.step, now: instant)
        screen.write(use.text(sheet.clock), fitting: selectedArea.line(1), Pen(.dim))
        screen.write(use.reference.map { "of \($0)" } ?? "", fitting: selectedArea.line(2), Pen(.dim))
        if model.pace.isRunning(at: model.now) { return }
        let here = [key("↵"), Segment(" book here   ", Pen(.dim))]
        let elsewhere = [Segment("n", Pen(.key)), Segment(" book another time   ", Pen(.dim))]
        let why = use.isFree ? [] : [Segment("?", Pen(.key)), Segment(" why", Pen(.dim))]
        write((use.isFree ? here : elsewhere) + why, in: selectedArea.line(3))
    }

    /// What the cursor is on has so many rows where there is something below it.
    private static let selectedRows = 15

    /// Whom to expect next today; who should be here already is late. It stays where it is whatever the cursor is on, so
    /// that it costs a move nothing.
    ///
    /// - Returns: how many rows are above it; nil when there is no room, or nobody to come.
    private mutating func drawComing(_ sheet: Sheet, at row: Int) -> Int? {
        guard let now = model.instant else { return nil }
        let today = sheet.zone.day(model.today)
        let coming = sheet.bookings(blocking: today, at: model.now).filter { booking in
            booking.status == .confirmed && today.contains(booking.starts)
                && booking.starts > now.advanced(byMinutes: -30)
        }
        let rows = max(0, paneInside.rows - row - 1)
        guard !coming.isEmpty, rows > 3 else { return nil }
        _ = drawPaneTitle("COMING TODAY", "\(coming.count)", at: row)
        for (index, booking) in coming.prefix(rows / 2).enumerated() {
            let (who, what) = (paneInside.line(row + 1 + index * 2), paneInside.line(row + 2 + index * 2))
            let late = booking.starts.minutes(until: now)
            screen.write(sheet.clock.time(booking.starts), fitting: who, Pen(late > 0 ? .urgent : .text))
            let end = screen.write(late > 0 ? "late \(late)\(Glyph.minute.character)" : "", rightIn: who, Pen(.urgent))
            let name = Rect(column: who.column + 6, row: who.row, columns: who.columns - 7 - end, rows: who.rows)
            screen.write(booking.customer?.name ?? "", fitting: name, Pen(.title))
            screen.write(whereAndWhat(booking, columns: what.columns), fitting: what, Pen(.dim))
        }
        return Self.selectedRows
    }

    /// To whom and where to show who comes; of the service what there is room for, last of all how long it takes.
    private func whereAndWhat(_ booking: Booking, columns: Int) -> String {
        let place = "\(booking.therapist.name.firstWord) · \(booking.room.name) · "
        return place + booking.service.shortName(fitting: columns - textWidth(place))
    }

    /// All of one booking, the most important first; notes and history are broken into lines of `columns`.
    func cardLines(
        _ booking: Booking, _ sheet: Sheet, details: Details?, columns: Int, rowsOfNotes: Int = .max
    ) -> [[Segment]] {
        var lines: [[Segment]] = [
            [
                Segment(booking.reference.description, Pen(.accent)),
                Segment("  \(booking.status.glyph.character) \(booking.status.name)", Pen(booking.status.role)),
            ]
        ]
        if let customer = booking.customer {
            lines.append([Segment(customer.name, Pen(.title))])
            lines.append([Segment(customer.phone ?? "no phone", Pen(.text))])
            lines.append([Segment(customer.email ?? "no email: no mail is sent", Pen(.dim))])
            let notes =
                customer.notes.isEmpty ? [] : wrapped("“\(customer.notes)”", columns: columns, rows: rowsOfNotes)
            lines += notes.map { [Segment($0, Pen(.text))] }
        } else {
            lines.append([Segment("no customer yet", Pen(.dim))])
        }
        let clock = sheet.clock
        lines.append([])
        lines.append([Segment(booking.service.name, Pen(.text))])
        lines.append([Segment(clock.span(booking.starts, booking.ends), Pen(.text))])
        lines.append([Segment("\(booking.therapist.name) · \(booking.room.name)", Pen(.text))])
        lines.append([Segment("Room free from \(clock.time(booking.roomReleased))", Pen(.dim))])
        if let details { lines += mailLines(details, clock) + visitLines(details, clock, columns) }
        lines.append([])
        lines.append([Segment("by \(booking.madeBy.staff) · \(booking.madeBy.terminal)", Pen(.dim))])
        return lines
    }

    private func mailLines(_ details: Details, _ clock: WallClock) -> [[Segment]] {
        [[]]
            + details.notifications.map { mail in
                let time = (mail.sent ?? mail.nextAttempt).map { "  " + clock.dayAndTime($0) } ?? ""
                let text = "\(Glyph.mail.character) \(mail.kind.rawValue) \(mail.statusName)\(time)"
                return [Segment(text, Pen(mail.role))]
            }
    }

    private func visitLines(_ details: Details, _ clock: WallClock, _ columns: Int) -> [[Segment]] {
        let last = details.lastVisit.map { " · last " + clock.day(of: $0) } ?? ""
        let visits = [[Segment(visitCount(details.visits) + last, Pen(.dim))]]
        let history = details.history.flatMap { entry in
            let note = entry.note.isEmpty ? "" : " · \(entry.note)"
            let text = "\(clock.dayAndTime(entry.at)) \(entry.to.name) · \(entry.by.terminal)\(note)"
            return wrapped(text, columns: columns).map { [Segment($0, Pen(.dim))] }
        }
        return [[]] + visits + [[]] + history
    }
}

extension Notification.Status {
    var role: Role {
        switch self {
        case .queued, .sending: .waiting
        case .sent: .done
        case .failed: .failed
        case .uncertain: .stale
        }
    }
}

extension Notification {
    /// What was withdrawn before it went is no failure.
    var role: Role { status == .failed && isWithdrawn ? .dim : status.role }
}
