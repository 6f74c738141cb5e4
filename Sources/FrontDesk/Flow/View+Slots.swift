import Availability
import Booking
import Screen

extension DeskView {
    /// What can be booked, numbered, or why it cannot and what is nearest to it.
    mutating func drawSlotPane() {
        guard let flow = model.flow, let sheet = model.sheet, !layout.pane.isEmpty else { return }
        screen.fill(layout.pane, .header)
        guard let service = flow.service else {
            screen.write("SLOTS", fitting: paneInside.line(0), Pen(.dim, .bold))
            screen.write("Choose a service first.", fitting: paneInside.line(2), Pen(.dim))
            return
        }
        guard flow.step == .slot else { return drawTaken(flow, service, sheet) }
        var row = drawPaneTitle("SLOTS", countText(flow), at: 0)
        screen.write("\(service.shortName) · \(who(flow, sheet))", fitting: paneInside.line(row), Pen(.text))
        row = flow.refusal.map { draw($0, offering: flow.page.slots.count, at: row + 2) } ?? Self.firstSlotRow
        if flow.refusal == nil { drawOrder(flow, at: row - 1) }
        row = drawSlots(flow, sheet, at: row)
        if flow.page.slots.isEmpty, flow.refusal == nil { _ = drawNothing(flow, service, sheet, at: row) }
    }

    /// Title, what is looked for, and how it is sorted stand above the slots.
    static let firstSlotRow = 3

    /// Which of how many, and of which year where that is not the present one.
    private func countText(_ flow: Flow) -> String {
        let year = flow.from.year == model.today.year ? "" : "\(flow.from.year)"
        guard flow.refusal == nil, !flow.page.slots.isEmpty else { return year }
        let (first, last) = (flow.skipped + 1, flow.skipped + flow.page.slots.count)
        let count = "\(first)\(Glyph.dash.character)\(last) of \(max(last, flow.offers.count))"
        return year.isEmpty ? count : "\(count) · \(year)"
    }

    /// What the list begins with, and what the numbers at its right are; what has come free meanwhile goes before.
    private mutating func drawOrder(_ flow: Flow, at row: Int) {
        guard !flow.page.slots.isEmpty || flow.page.newSlots > 0 else { return }
        let line = paneInside.line(row)
        if flow.page.newSlots > 0 {
            let segments = [
                Segment("\(flow.page.newSlots) new  ", Pen(.waiting), target: .command(.refresh)),
                Segment("^L", Pen(.key), target: .command(.refresh)),
                Segment(" list anew", Pen(.dim), target: .command(.refresh)),
            ]
            write(segments, in: line)
        } else if let date = model.firstOfferedDate, let sheet = model.sheet {
            let day = sheet.clock.day(date)
            let texts = ["Nothing is free before \(day)", "None before \(day)"]
            let room = Rect(column: line.column, row: line.row, columns: line.columns - 4, rows: 1)
            let text = texts.first { textWidth($0) <= room.columns } ?? texts[1]
            screen.write(text, fitting: room, Pen(.waiting))
            screen.write("gap", rightIn: line, Pen(.faint))
        } else {
            screen.write(flow.order == .snug ? "snug first" : "by time", fitting: line, Pen(.faint))
            screen.write("gap", rightIn: line, Pen(.faint))
        }
    }

    /// The slot that was taken, while the customer is found and the booking confirmed.
    private mutating func drawTaken(_ flow: Flow, _ service: Service, _ sheet: Sheet) {
        let hold = flow.taking == nil ? flow.held.map { sheet.booking($0.id) ?? $0 } : nil
        let left = flow.hasExpired ? nil : hold.flatMap { sheet.millisecondsLeft(of: $0, at: model.now) }
        let title = flow.moving != nil ? "MOVE TO" : flow.hasExpired ? "HELD NO MORE" : "HELD FOR YOU"
        let waits = flow.ticket != nil && flow.moving == nil ? "…" : ""
        _ = drawPaneTitle(title, left.map { countdown(milliseconds: $0) } ?? waits, at: 0)
        guard let start = hold?.starts ?? flow.taking?.start else { return }
        let therapist = hold?.therapist.id ?? flow.taking?.therapist
        let room = hold?.room.id ?? flow.taking?.room
        let lines: [(String, Role)] = [
            (sheet.clock.dayAndTime(start), .title), (service.name, .text),
            (therapist.flatMap(sheet.catalog.therapist)?.name ?? "", .text),
            (room.flatMap(sheet.catalog.room)?.name ?? "", .text),
            (Money(minorUnits: service.price, currency: sheet.catalog.practice.currency).description, .dim),
            (hold.map { "Room free from \(sheet.clock.time($0.roomReleased))" } ?? "", .dim),
        ]
        for (index, line) in lines.enumerated() {
            screen.write(line.0, fitting: paneInside.line(index + 2), Pen(line.1))
        }
        drawCustomerNote(flow, at: lines.count + 3)
    }

    /// What is known of the customer who is marked or was taken.
    private mutating func drawCustomerNote(_ flow: Flow, at row: Int) {
        let marked = flow.step == .customer ? flow.found[safe: flow.marked]?.customer : flow.customer
        guard let marked, flow.openForm == nil else { return }
        screen.write(marked.name, fitting: paneInside.line(row), Pen(.title))
        let rows = min(6, paneInside.rows - row - 1)
        let notes = marked.notes.isEmpty ? [] : wrapped("“\(marked.notes)”", columns: paneInside.columns, rows: rows)
        for (index, line) in notes.enumerated() {
            screen.write(line, fitting: paneInside.line(row + 1 + index), Pen(.text))
        }
    }

    private func who(_ flow: Flow, _ sheet: Sheet) -> String {
        if let typed = flow.slotField.isBlank ? nil : flow.slotField.trimmed { return typed }
        return flow.wanted.map { sheet.name(of: $0.resource).firstWord } ?? "any therapist"
    }

    private mutating func draw(_ refusal: Flow.Refusal, offering count: Int, at row: Int) -> Int {
        var row = row
        let lines = refusal.lines.enumerated().flatMap { index, text in
            wrapped(text, columns: paneInside.columns).map { ($0, index == 0 ? Role.conflict : .text) }
        }
        // The alternatives are what helps: they are always seen.
        let most = max(1, paneInside.rows - row - 3 - min(3, count))
        for (index, line) in lines.prefix(most).enumerated() {
            let isCut = index == most - 1 && lines.count > most
            screen.write(line.0 + (isCut ? " …" : ""), fitting: paneInside.line(row), Pen(line.1))
            row += 1
        }
        let text = count == 0 ? "Nothing else is free in these weeks." : "Nearest:"
        screen.write(text, fitting: paneInside.line(row + 1), Pen(.dim))
        return row + 2
    }

    private mutating func drawSlots(_ flow: Flow, _ sheet: Sheet, at row: Int) -> Int {
        // One line each where there is little room, else with air between.
        let slots = flow.page.slots
        let pitch = row + slots.count * 2 + 4 <= paneInside.rows ? 2 : 1
        var row = row
        for (index, slot) in slots.enumerated() {
            let isMarked = index == flow.marked
            let loss = flow.page.losses[index]
            let isTall = pitch == 2 || isMarked && isPaneNarrow
            let below = paneInside.line(row + 1)
            if isTall, isPaneNarrow { drawLine(index, marked: flow.marked, in: below) }
            drawLine(index, marked: flow.marked, in: paneInside.line(row))
            draw(slot, index, sheet, in: paneInside.line(row), isMarked: isMarked, loss)
            if isTall, let loss {
                draw(loss, sheet, in: below)
            } else if isTall, isPaneNarrow {
                let room = sheet.catalog.room(slot.room)?.name ?? ""
                screen.write(room, fitting: below.from(below.column + 2), Pen(isMarked ? .text : .dim))
            }
            row += isTall ? 2 : 1
        }
        return row
    }

    /// Whether a slot's room has no place beside its therapist, and is said below, of the marked one at least.
    private var isPaneNarrow: Bool { paneInside.columns < DeskView.columnsOfSlot }

    /// Columns for day, time, therapist, a room's shortest name and the gap.
    static let columnsOfSlot = 30

    /// `1 Tue 10:45 Ben   R2   snug`.
    private mutating func draw(
        _ slot: Slot, _ index: Int, _ sheet: Sheet, in line: Rect, isMarked: Bool, _ loss: SlotLoss?
    ) {
        drawNumber(index, isMarked: isMarked, isLive: model.flow?.digitsPickSlots == true, in: line)
        let local = sheet.zone.localDateTime(at: slot.start)
        let days = local.date.daysSinceEpoch - model.today.daysSinceEpoch
        let day = days < 7 ? local.date.weekday.shortName : local.date.dayAndMonth
        let isHeld = slot.isPlace(of: model.flow?.liveHold)
        let gap = isHeld ? "held" : slot.isSnug ? "snug" : "\(slot.gapCost)\(Glyph.minute.character)"
        // Of a time that the clocks show twice it is said which.
        let time = sheet.clock.time(slot.start)
        let more = textWidth(time) - 5
        let rest = line.columns - 27 - more - (loss == nil ? 0 : 1)
        let room = sheet.catalog.room(slot.room).map { shortName($0.name, columns: rest) } ?? ""
        let name = sheet.catalog.therapist(slot.therapist)?.name.firstWord ?? ""
        let ink: Role = loss != nil ? .dim : isMarked ? .title : .text
        // Where the mark would have no room the room's name gives way.
        let places: [(Int, Int, String, Role)] = [
            (2, 6, day, ink), (9, 5 + more, time, ink), (15 + more, min(6, line.columns - 20 - more), name, ink),
            (22 + more, rest, room, .dim),
        ]
        for (start, width, text, role) in places where width > 0 && line.columns >= start + width + 4 {
            let area = Rect(column: line.column + start, row: line.row, columns: width, rows: line.rows)
            screen.write(text, fitting: area, Pen(role))
        }
        let right = line.from(line.endColumn - 5)
        let role: Role = loss != nil ? .conflict : isHeld ? .ownHold : slot.isSnug ? .snug : .gap
        screen.write(loss?.word ?? gap, rightIn: right, Pen(role))
    }

    /// By whom, or since when, a slot cannot be had any more.
    private mutating func draw(_ loss: SlotLoss, _ sheet: Sheet, in line: Rect) {
        let text: String? =
            switch loss {
            case .past, .refused: nil
            case .taken(let conflict): conflict.lines(clock: sheet.clock).last
            }
        screen.write(text ?? "", fitting: line.from(line.column + 2), Pen(.dim))
    }

    /// The name of a room where it fits; else `R2` of `Room 2`, and `Stone` of `Stone Room`.
    private func shortName(_ name: String, columns: Int) -> String {
        if textWidth(name) <= columns { return name }
        let words = name.split(separator: " ")
        guard words.count > 1, let first = name.first, let last = words.last, last.count <= 2 else {
            return name.firstWord
        }
        return "\(first)\(last)"
    }

    /// Nothing fits: for a time that was typed, the rules that are against it.
    private mutating func drawNothing(_ flow: Flow, _ service: Service, _ sheet: Sheet, at row: Int) -> Int {
        var row = row
        if let date = model.firstDateOfSlots, !model.isLoaded(date) {
            screen.write("Reading these days…", fitting: paneInside.line(row), Pen(.waiting))
            return row + 1
        }
        for line in wrapped(nothingText(flow, sheet), columns: paneInside.columns) {
            screen.write(line, fitting: paneInside.line(row), Pen(.failed))
            row += 1
        }
        row += 1
        guard let wanted = model.typedStart else { return drawForms(at: row) }
        let answer = model.explain(service: service, at: wanted.start, for: wanted.resource)
        for (index, text) in ([answer.title] + answer.lines).enumerated() {
            for line in wrapped(text, columns: paneInside.columns) {
                screen.write(line, fitting: paneInside.line(row), Pen(index == 0 ? .title : .text))
                row += 1
            }
        }
        return row
    }

    private func nothingText(_ flow: Flow, _ sheet: Sheet) -> String {
        if flow.slotField.isBlank { return "Nothing is free in these weeks." }
        let filter = SlotFilter(flow.slotField, sheet: sheet, today: model.today)
        return filter.onlyDate.map { "Nothing on \(sheet.clock.day($0))." } ?? "Nothing fits that."
    }

    /// What can be typed to narrow the slots.
    private mutating func drawForms(at row: Int) -> Int {
        let forms = [("ana", "who or where"), ("tue, @5/12", "a day"), ("@14, tue 14", "a time")]
        for (index, form) in forms.enumerated() {
            let line = paneInside.line(row + index)
            screen.write(form.0, fitting: line, Pen(.key))
            screen.write(form.1, fitting: line.from(line.column + 13), Pen(.dim))
        }
        return row + forms.count
    }
}

extension Model {
    /// How many slots the pane has room for, the marked one with its room below it where there is none beside.
    var rowsForSlots: Int {
        let isNarrow = layout.pane.columns - 2 < DeskView.columnsOfSlot
        return max(1, layout.pane.rows - DeskView.firstSlotRow - (isNarrow ? 1 : 0))
    }
}
