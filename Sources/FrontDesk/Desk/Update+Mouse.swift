import Availability
import Booking
import Screen

extension Model {
    /// A click does what stands under it; the wheel scrolls, or moves the mark of a list.
    mutating func take(_ mouse: Mouse) -> [Effect] {
        guard !isTooSmall else { return [] }
        switch mouse.action {
        case .wheelUp: return turnWheel(.up, at: mouse.position)
        case .wheelDown: return turnWheel(.down, at: mouse.position)
        case .press: return click(mouse.position)
        }
    }

    private mutating func click(_ position: Position) -> [Effect] {
        var view = DeskView(self, isAskedForTargets: true)
        view.draw()
        switch view.target(at: position) {
        case .command(let command): return obey(command, key: .enter)
        case .line(let index): return click(line: index)
        case .offer(let slot): return click(offer: slot)
        case .nothing: return []
        case nil: return click(calendar: position)
        }
    }

    /// A click puts the cursor there, a second one opens it.
    private mutating func click(calendar position: Position) -> [Effect] {
        guard overlays.isEmpty, let grid, let hit = grid.hit(position) else { return [] }
        // Of what began the day before the first row is this date's.
        let row = max(0, grid.block(inColumn: hit.column, atRow: hit.row)?.rows.lowerBound ?? hit.row)
        if day.column == hit.column, day.row == row { return open() }
        moveAcross(by: hit.column - day.column, in: grid)
        setRow(row)
        return []
    }

    private mutating func click(line index: Int) -> [Effect] {
        if marked == index { return obey(.take, key: .enter) }
        let command: Command = index < (marked ?? index) ? .up : .down
        for _ in 0..<abs(index - (marked ?? index)) { _ = obey(command, key: .enter) }
        return []
    }

    private mutating func click(offer slot: Slot) -> [Effect] {
        if let place = flow?.page.slots.firstIndex(where: { $0.turn == slot.turn }) { return click(line: place) }
        guard let flow, let index = flow.offers.firstIndex(of: slot) else { return [] }
        // The page that begins with it: this click is the one that marks.
        changeFlow { flow in
            flow.skipped = index
            flow.marked = 0
        }
        listSlots()
        return []
    }

    /// The marked line of the list on top; nil where there is no list.
    private var marked: Int? {
        switch overlays.last {
        case .flow(let flow): flow.marked
        case .holds(let list): list.marked
        case .themes(let marked): marked
        case .find(let find): find.marked
        case .customer(let card) where card.form == nil: card.marked
        case .mail(let log): log.marked
        default: nil
        }
    }

    private mutating func turnWheel(_ command: Command, at position: Position) -> [Effect] {
        let isOverCalendar = place == .desk || place == .slot && !layout.pane.contains(position)
        guard isOverCalendar else {
            guard KeyMap.bindings(in: place).contains(where: { $0.command == command }) else { return [] }
            return obey(command, key: .enter)
        }
        guard let grid else { return [] }
        scroll(by: command == .up ? -3 : 3, in: grid)
        return []
    }
}
