import Availability
import Booking
import Screen

extension DeskView {
    /// The bar with the steps, and the list of the step under it.
    mutating func drawFlow(_ flow: Flow) {
        let column = drawFlowBar(flow)
        if let form = flow.openForm {
            let columns = popup(at: column, columns: 60, rows: 3).columns
            let area = popup(at: column, columns: columns, rows: rows(of: form, columns: columns))
            return draw(form, in: area, title: "New customer")
        }
        switch flow.step {
        case .service: drawServices(flow, at: column)
        case .slot: break
        case .customer: drawCustomers(flow, at: column)
        case .confirm: drawConfirmation(flow)
        }
    }

    /// - Returns: the column where the step under way begins.
    private mutating func drawFlowBar(_ flow: Flow) -> Int {
        let line = layout.flowBar
        screen.fill(line, .current)
        let right = drawHold(flow, in: line)
        let rest = Rect(column: line.column, row: line.row, columns: line.columns - right - 1, rows: line.rows)
        let title = flow.moving.map { " MOVE \($0.reference)  " } ?? " BOOK  "
        var column = write([Segment(title, Pen(.accent))], in: rest)
        if flow.moving == nil {
            column = write(taken(flow, columns: rest.endColumn - column - leastWidth(of: flow)), in: rest.from(column))
        }
        let current = column
        for step in [Flow.Step.service, .slot, .customer, .confirm]
        where flow.moving == nil ? step.rawValue >= flow.step.rawValue : step == .slot {
            let arrow = step == flow.step || flow.moving != nil ? "" : Self.arrow
            // What nobody types in, and is to come or is the last, is told only where it is told whole.
            let needed = textWidth(arrow + segment(of: step, flow).text)
            if step.rawValue > flow.step.rawValue || step == .confirm, column + needed > rest.endColumn { break }
            column = write([Segment(arrow, Pen(.dim))], in: rest.from(column))
            column = draw(step, flow, in: rest.from(column))
        }
        return current
    }

    private static let arrow = " › "
    /// What the step under way has in any terminal: something to type in.
    private func leastWidth(of flow: Flow) -> Int {
        flow.step == .confirm ? textWidth(segment(of: .confirm, flow).text) : 14
    }

    /// The steps that were taken, `Swedish 60 › Tue 11:00 Ben › `. Where there is no room for all of them the first go
    /// first, and the last is cut.
    private func taken(_ flow: Flow, columns: Int) -> [Segment] {
        let steps = [Flow.Step.service, .slot, .customer].filter { $0.rawValue < flow.step.rawValue }
        var segments = steps.flatMap { [segment(of: $0, flow), Segment(Self.arrow, Pen(.dim))] }
        while segments.count > 2, Self.width(segments) > columns { segments.removeFirst(2) }
        guard Self.width(segments) > columns, let last = segments.first else { return segments }
        let room = max(0, columns - textWidth(Self.arrow))
        return [Segment(last.text.truncated(toColumns: room), last.pen), Segment(Self.arrow, Pen(.dim))]
    }

    /// Whether names are said whole in the bar of the steps.
    private var isBarWide: Bool { layout.flowBar.columns >= 110 }

    /// One step: what was taken, the field that is typed in, or its name while it is to come.
    private mutating func draw(_ step: Flow.Step, _ flow: Flow, in line: Rect) -> Int {
        if step == flow.step, let (field, hint) = field(of: flow) {
            let width = min(line.columns, max(textWidth(hint) + 2, textWidth(field.text) + 2))
            let area = Rect(column: line.column, row: line.row, columns: width, rows: line.rows)
            draw(field, hint: hint, in: area)
            return area.endColumn
        }
        return write([segment(of: step, flow)], in: line)
    }

    private func field(of flow: Flow) -> (TextField, String)? {
        switch flow.step {
        case .service: (flow.serviceField, "which service")
        case .slot: (flow.slotField, "who, day or @time")
        case .customer: (flow.customerField, "name, phone or email")
        case .confirm: nil
        }
    }

    private func segment(of step: Flow.Step, _ flow: Flow) -> Segment {
        switch step {
        case .service: return Segment(serviceName(flow) ?? "service", Pen(flow.service == nil ? .dim : .title))
        case .slot:
            guard let text = slotText(flow) else { return Segment("slot", Pen(.dim)) }
            return Segment(text, Pen(.ownHold))
        case .customer: return Segment(flow.customer?.name ?? "customer", Pen(flow.customer == nil ? .dim : .title))
        case .confirm: return Segment("confirm", Pen(flow.step == .confirm ? .title : .dim))
        }
    }

    private func serviceName(_ flow: Flow) -> String? {
        isBarWide ? flow.service?.name : flow.service?.shortName
    }

    /// `Tue 11:00 Ben · Room 2`, once a slot was taken; what the cell fixed before that.
    private func slotText(_ flow: Flow) -> String? {
        guard let sheet = model.sheet else { return nil }
        if let slot = flow.taking {
            let names = [sheet.catalog.therapist(slot.therapist)?.name.firstWord, sheet.catalog.room(slot.room)?.name]
            return slotText(slot.start, names.compactMap(\.self), sheet)
        }
        if let held = flow.held {
            return slotText(held.starts, [held.therapist.name.firstWord, held.room.name], sheet)
        }
        return flow.wanted.map { slotText($0.start, [sheet.name(of: $0.resource).firstWord], sheet) }
    }

    private func slotText(_ start: Instant, _ names: [String], _ sheet: Sheet) -> String {
        "\(sheet.nearDayAndTime(start)) \(names.prefix(isBarWide ? 2 : 1).joined(separator: " · "))"
    }

    /// The countdown at the right end of the bar.
    ///
    /// - Returns: its columns.
    private mutating func drawHold(_ flow: Flow, in line: Rect) -> Int {
        guard let sheet = model.sheet else { return 0 }
        if flow.hasExpired {
            let key = flow.step == .confirm ? model.keyNames.name("↵") : "^R"
            let what = flow.wasCancelled ? "cancelled" : "ran out"
            let text = isBarWide ? "hold \(what): \(key) holds again " : "\(what): \(key) "
            return screen.write(text, rightIn: line, Pen(.urgent))
        }
        guard let held = flow.held else {
            let text = flow.moving == nil ? "holding… " : "moving… "
            return flow.ticket == nil ? 0 : screen.write(text, rightIn: line, Pen(.waiting))
        }
        let current = sheet.booking(held.id) ?? held
        let left = sheet.millisecondsLeft(of: current, at: model.now) ?? 0
        let ink: Role = left < 120_000 ? .urgent : .ownHold
        let bar = Position(column: line.endColumn - 9, row: line.row)
        drawBar(left, of: sheet, at: bar, columns: 8, ink)
        let words = Rect(column: line.column, row: line.row, columns: line.columns - 10, rows: line.rows)
        let label = line.columns >= 100 ? "held for you  " : ""
        return 10 + screen.write(label + countdown(milliseconds: left), rightIn: words, Pen(ink, .bold))
    }

    /// Beside the pane once that says what is held; before, the whole width is free.
    func popup(at column: Int, columns: Int, rows: Int) -> Rect {
        let room = model.flow?.step == .service ? screen.size.columns : layout.pane.column
        let columns = min(columns, room)
        let left = max(0, min(column - 1, room - columns))
        let top = layout.flowBar.endRow
        return Rect(column: left, row: top, columns: columns, rows: min(rows, layout.message.row - top))
    }

    /// Where the services are listed, within their frame.
    func serviceArea(_ count: Int, at column: Int) -> Rect {
        popup(at: column, columns: 58, rows: max(1, count) + 2)
    }

    private mutating func drawServices(_ flow: Flow, at column: Int) {
        guard let sheet = model.sheet else { return }
        let services = flow.services
        let inside = drawPopup(serviceArea(services.count, at: column), title: "")
        if services.isEmpty {
            let text = "No service is called that. Backspace or ^U."
            screen.write(text, fitting: inside.line(0), Pen(.failed))
        }
        for (line, index) in window(count: services.count, marked: flow.marked, rows: inside.rows).enumerated() {
            let row = inside.line(line)
            drawLine(index, marked: flow.marked, in: row)
            drawNumber(index, isMarked: index == flow.marked, isLive: flow.digitsPickServices, in: row)
            let name = Rect(column: row.column + 2, row: row.row, columns: row.columns - 22, rows: 1)
            write(services[index].name, matching: flow.serviceField.words, in: name, Pen(.text))
            let minutes = Rect(column: row.column, row: row.row, columns: row.columns - 11, rows: 1)
            screen.write("\(services[index].times.duration) min", rightIn: minutes, Pen(.dim))
            screen.write(
                Money(minorUnits: services[index].price, currency: sheet.catalog.practice.currency).description,
                rightIn: row, Pen(.dim))
        }
    }
}

extension Rect {
    /// The part of a line from a column on.
    func from(_ column: Int) -> Rect {
        Rect(column: column, row: row, columns: endColumn - column, rows: rows)
    }
}
