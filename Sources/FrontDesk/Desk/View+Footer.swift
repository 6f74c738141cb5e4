import Booking
import Screen

extension DeskView {
    /// The keys of the calendar that stay as they are wherever the cursor is: most at the left, the way out at the right
    /// end, and between them room for what can be done with what is under the cursor.
    mutating func drawStandingKeys() {
        let line = layout.footer
        screen.fill(line, .bar)
        let place = model.isEmptyPractice ? Place.welcome : .desk
        let exits = segments(in: place) { KeyMap.exits.contains($0) }
        let others = segments(in: place) { !KeyMap.exits.contains($0) && !KeyMap.ofCursor.contains($0) }
        let room = line.columns - Self.width(exits) - 1
        let cut = Self.cut(others, into: room - roomOfCursor)
        let end = write(others.filter { $0.rank < cut }, in: line)
        write(exits, in: line.from(line.endColumn - Self.width(exits) - 1))
        cursorKeysArea = Rect(column: end, row: line.row, columns: line.column + room - end, rows: 1)
    }

    /// The keys that do something now, in the place where keys go. Over the calendar most of them stand there already, and
    /// those for what the cursor is on come when it has come to rest: they would be half of what a move sends.
    mutating func drawFooter() {
        let (place, line) = (model.place, layout.footer)
        let isOverCalendar = place == .desk || place == .welcome
        if isOverCalendar, model.pace.isRunning(at: model.now) { return }
        if !isOverCalendar { screen.fill(line, .bar) }
        let area = isOverCalendar ? cursorKeysArea : line
        let keys = segments(in: place) { !isOverCalendar || KeyMap.ofCursor.contains($0) }
        let cut = Self.cut(keys, into: area.columns)
        write(keys.filter { $0.rank < cut }, in: area)
    }

    /// Columns for what can be done with what is under the cursor.
    private var roomOfCursor: Int {
        switch layout.footer.columns {
        case ..<80: 12
        case ..<100: 30
        default: 38
        }
    }

    /// What the footer says of the keys of a place, of those that do something now.
    private func segments(in place: Place, where isShown: (Command) -> Bool) -> [Segment] {
        let gap = layout.footer.columns < 100 ? "" : " "
        let idle = place == model.place ? idleKeys : []
        var segments: [Segment] = []
        for (index, binding) in KeyMap.bindings(in: place).enumerated() where isShown(binding.command) {
            guard !idle.contains(binding.command), let short = short(of: binding, in: place), !short.isEmpty,
                let label = label(of: binding),
                model.obstacle(to: binding.command, in: place, selected: selected) == nil
            else { continue }
            let rank = KeyMap.footerRank(of: binding.command) ?? index + 100
            // Under an overlay they are not to be had, though they are drawn to be there once it is left.
            let target = place == model.place ? Target.command(binding.command) : nil
            segments.append(Segment(" ", Pen(.dim), rank: rank))
            segments.append(Segment(label, Pen(.key), rank: rank, target: target))
            segments.append(Segment(" \(short)\(gap)", Pen(.dim), rank: rank, target: target))
        }
        return segments
    }

    /// What a key does only where there is more in the list, or of the text, on top.
    private var idleKeys: [Command] {
        switch model.place {
        case .card, .why, .help: reading.last > 0 ? [] : [.up, .down, .pageUp, .pageDown, .firstRow, .lastRow]
        case .customerCard: (reading.last > 0 ? [] : [.pageDown]) + (isListEmpty ? [.up, .down, .take] : [])
        case .confirm: linesToReadFurther > 0 ? [] : [.up, .down]
        default: isListEmpty ? Self.ofList : []
        }
    }

    /// What is done with a line of a list.
    private static let ofList: [Command] = [
        .up, .down, .take, .pick, .more, .snugFirst, .cancel, .resend, .pageUp, .pageDown,
    ]

    /// Whether keys go to a list that has nothing in it.
    private var isListEmpty: Bool {
        switch model.overlays.last {
        case .flow(let flow): flow.openForm == nil && isListEmpty(flow)
        case .holds(let list): list.bookings.isEmpty
        case .find(let find): find.count == 0
        case .mail(let log): log.entries?.isEmpty ?? true
        case .customer(let card): card.file.bookings.isEmpty
        default: false
        }
    }

    private func isListEmpty(_ flow: Flow) -> Bool {
        switch flow.step {
        case .service: flow.services.isEmpty
        case .slot: flow.page.slots.isEmpty
        // Enter makes somebody new of what is typed.
        case .customer: flow.found.isEmpty && flow.customerField.isBlank
        case .confirm: false
        }
    }

    /// The key; of the digits those that take something, nil where none does.
    private func label(of binding: Binding) -> String? {
        binding.command == .pick ? numbersLabel : model.keyNames.name(binding.footerLabel)
    }

    private func short(of binding: Binding, in place: Place) -> String? {
        guard place == .desk else { return KeyMap.short(of: binding.command, in: model) ?? binding.short }
        switch binding.command {
        case .open where selected == nil: return isFreeUnderCursor ? "book here" : nil
        case .why where selected != nil || isFreeUnderCursor: return nil
        case .complete where selected?.status != .checkedIn: return nil
        default: return KeyMap.short(of: binding.command, in: model) ?? binding.short
        }
    }

    private var isFreeUnderCursor: Bool {
        guard let grid, let now = model.instant, let column = grid.columns[safe: model.day.column] else { return false }
        let start = grid.axis.instant(atMinute: model.day.minute, on: column.date)
        return column.use(from: start, step: grid.step, now: now).isFree
    }
}
