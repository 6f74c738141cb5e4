import Booking
import Screen

extension DeskView {
    /// The keys that do something now, in the place where keys go.
    ///
    /// Over the calendar those that depend on what is under the cursor stand last and have room of their own, and the
    /// way out is at the right end: a move of the cursor leaves all else where it is.
    mutating func drawFooter() {
        let line = layout.footer
        screen.fill(line, .bar)
        let all = liveKeys
        guard [.desk, .welcome].contains(model.place) else {
            let cut = Self.cut(all.flatMap(\.segments), into: line.columns)
            write(all.flatMap(\.segments).filter { $0.rank < cut }, in: line)
            return
        }
        let exits = all.filter { [.help, .quit].contains($0.command) }.flatMap(\.segments)
        let ofCursor = all.filter { KeyMap.ofCursor.contains($0.command) }.flatMap(\.segments)
        let others = all.filter { ![.help, .quit].contains($0.command) && !KeyMap.ofCursor.contains($0.command) }
            .flatMap(\.segments)
        let room = line.columns - Self.width(exits) - 1
        let cut = Self.cut(others, into: room - roomOfCursor)
        let end = write(others.filter { $0.rank < cut }, in: line)
        let rest = Rect(column: end, row: line.row, columns: line.column + room - end, rows: 1)
        let cutOfCursor = Self.cut(ofCursor, into: rest.columns)
        write(ofCursor.filter { $0.rank < cutOfCursor }, in: rest)
        write(exits, in: line.from(line.endColumn - Self.width(exits) - 1))
    }

    /// Columns for what can be done with what is under the cursor.
    private var roomOfCursor: Int {
        switch layout.footer.columns {
        case ..<80: 12
        case ..<100: 30
        default: 38
        }
    }

    private var liveKeys: [(command: Command, segments: [Segment])] {
        let place = model.place
        let gap = layout.footer.columns < 100 ? "" : " "
        let idle = idleKeys
        return KeyMap.bindings(in: place).enumerated().compactMap { index, binding in
            guard !idle.contains(binding.command) else { return nil }
            guard let short = short(of: binding), !short.isEmpty, let label = label(of: binding),
                model.obstacle(to: binding.command, in: place, selected: selected) == nil
            else { return nil }
            let rank = KeyMap.footerRank(of: binding.command) ?? index + 100
            let target = Target.command(binding.command)
            let segments = [
                Segment(" ", Pen(.dim), rank: rank), Segment(label, Pen(.key), rank: rank, target: target),
                Segment(" \(short)\(gap)", Pen(.dim), rank: rank, target: target),
            ]
            return (binding.command, segments)
        }
    }

    /// What a key does only where there is more in the list, or of the text, on top.
    private var idleKeys: [Command] {
        switch model.place {
        case .card, .why, .help: reading.last > 0 ? [] : [.up, .down, .pageUp, .pageDown]
        case .customerCard: (reading.last > 0 ? [] : [.pageDown]) + (isListEmpty ? [.up, .down, .take] : [])
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
        case .flow(let flow): flow.form == nil && isListEmpty(flow)
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
        binding.command == .pick ? numbersLabel : binding.footerLabel
    }

    private func short(of binding: Binding) -> String? {
        guard model.place == .desk else { return KeyMap.short(of: binding.command, in: model) ?? binding.short }
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
