import Availability
import Booking
import Screen

extension Model {
    mutating func performOnDay(_ command: Command) -> [Effect] {
        switch command {
        case .up, .down, .left, .right, .pageUp, .pageDown, .firstRow, .lastRow:
            moveCursor(command)
            pace.move(at: now)
        case .previousDay: return go(to: day.date.advanced(byDays: -daysAtOnce))
        case .nextDay: return go(to: day.date.advanced(byDays: daysAtOnce))
        case .previousWeek: return go(to: day.date.advanced(byDays: -7))
        case .nextWeek: return go(to: day.date.advanced(byDays: 7))
        case .today:
            showNow(waitsForOpening: false)
            return loadIfNeeded()
        case .finer: day.zoom(by: -1)
        case .coarser: day.zoom(by: 1)
        case .otherResources: showOtherResources()
        case .therapists: arrange(.therapists)
        case .rooms: arrange(.rooms)
        case .week: toggleWeek()
        case .goTo: overlays.append(.goTo(TextField()))
        case .book: begin(Flow(from: day.date))
        case .open: return open()
        case .cancel: return selected.map { cancel($0) } ?? []
        case .move: selected.map { startMoving($0) }
        case .checkIn, .complete, .noShow: return selected.map { mark($0, by: command) } ?? []
        case .undo: return undo()
        case .customer: return selected?.customer.map { openCustomer(FoundCustomer(customer: $0)) } ?? []
        case .find: overlays.append(.find(Find()))
        case .holds: overlays.append(.holds(HoldList(bookings: sheet?.holds(at: now) ?? [])))
        case .mail:
            overlays.append(.mail(MailLog()))
            return [.loadMail]
        case .why: explainCursor()
        case .theme: overlays.append(.themes(marked: themes.firstIndex(of: theme) ?? 0))
        case .useSample:
            notice = Notice(.waiting, "Filling the practice with the sample…")
            return [.useSample]
        case .quit: return [.quit]
        default: break
        }
        return []
    }

    private var daysAtOnce: Int {
        if case .week = day.arrangement { 7 } else { 1 }
    }

    /// Shows a date with the cursor at the same time of day.
    mutating func go(to date: LocalDate) -> [Effect] {
        if let sheet {
            let axis = TimeAxis(zone: sheet.zone, measure: day.measure)
            let time = axis.time(atMinute: day.minute, on: day.date)
            let instant = sheet.zone.instant(on: date, minute: time.minuteOfDay)
            let minute = axis.minute(of: instant, on: date)
            day.firstRow += (minute - day.minute) / day.step
            day.minute = minute
        }
        day.date = date
        if case .week = day.arrangement { day.column = date.weekday.rawValue - 1 }
        return loadIfNeeded()
    }

    /// Shows a booking with the cursor on it.
    mutating func show(_ booking: Booking) -> [Effect] {
        guard let sheet else { return [] }
        let date = sheet.zone.localDateTime(at: booking.starts).date
        if case .week = day.arrangement { day.arrangement = .therapists }
        day.date = date
        let axis = TimeAxis(zone: sheet.zone, measure: day.measure)
        day.minute = axis.minute(of: booking.starts, on: date)
        let columns = sheet.columns(day.arrangement, on: date, at: now)
        day.column = columns.firstIndex { booking.uses($0.resource) } ?? day.column
        reveal(booking.service.times.duration, among: columns)
        return loadIfNeeded()
    }

    /// Shows a booking in the calendar; one that has no place there any more, as its card.
    mutating func reveal(_ booking: Booking) -> [Effect] {
        let effects = show(booking)
        return booking.status.occupies ? effects : effects + openCard(booking)
    }

    private mutating func moveCursor(_ command: Command) {
        guard let grid, grid.columns.indices.contains(day.column) else { return }
        switch command {
        case .up: moveUp(in: grid)
        case .down: moveDown(in: grid)
        case .left: moveAcross(by: -1, in: grid)
        case .right: moveAcross(by: 1, in: grid)
        case .pageUp: setRow(day.row - max(1, grid.area.rows - 2))
        case .pageDown: setRow(day.row + max(1, grid.area.rows - 2))
        case .firstRow: goToOpening(grid.columns[day.column].openings.first?.start, in: grid)
        case .lastRow: goToOpening(grid.columns[day.column].openings.last?.end.advanced(byMinutes: -day.step), in: grid)
        default: break
        }
    }

    /// One row up, or to the row above the booking.
    private mutating func moveUp(in grid: GridLayout) {
        let top = grid.block(inColumn: day.column, atRow: day.row)?.rows.lowerBound ?? day.row
        guard top > 0 else { return }
        setRow(top - 1)
        // The cursor is on the whole of a booking: its first row stands for it.
        if let above = grid.block(inColumn: day.column, atRow: day.row) { setRow(above.rows.lowerBound) }
    }

    private mutating func moveDown(in grid: GridLayout) {
        let bottom = grid.block(inColumn: day.column, atRow: day.row)?.rows.upperBound ?? day.row + 1
        if bottom < grid.rowCount { setRow(bottom) }
    }

    /// The cursor stays on its therapist or room where others came before it.
    mutating func keepColumn(_ resource: Resource?) {
        if case .week = day.arrangement { return }
        guard let resource, let column = grid?.columns.firstIndex(where: { $0.resource == resource }) else { return }
        day.column = column
    }

    mutating func moveAcross(by offset: Int, in grid: GridLayout) {
        let target = day.column + offset
        guard grid.columns.indices.contains(target) else { return }
        day.column = target
        if case .week = day.arrangement { day.date = grid.columns[target].date }
    }

    private mutating func goToOpening(_ instant: Instant?, in grid: GridLayout) {
        guard let instant else { return }
        setRow(grid.row(of: instant, in: grid.columns[day.column]))
    }

    mutating func setRow(_ row: Int) {
        day.minute = max(0, row) * day.step
    }

    private mutating func showOtherResources() {
        guard let sheet else { return }
        switch day.arrangement {
        case .therapists: arrange(.rooms)
        case .rooms: arrange(.therapists)
        case .week(let resource):
            let all = sheet.resources(like: resource)
            let next = ((all.firstIndex(of: resource) ?? -1) + 1) % max(1, all.count)
            if all.indices.contains(next) { day.arrangement = .week(all[next]) }
        }
    }

    /// Puts the therapists or the rooms of the date across. The cursor stays on the booking or the resource it was on.
    private mutating func arrange(_ arrangement: Arrangement) {
        guard sheet != nil else { return }
        let booking = selected
        let resource = grid?.columns[safe: day.column]?.resource
        let isWeek = day.measure == .wallClock
        let instant = grid.flatMap { grid in
            grid.columns[safe: day.column].map { grid.axis.instant(atMinute: day.minute, on: $0.date) }
        }
        day.arrangement = arrangement
        day.column = 0
        day.firstColumn = 0
        if isWeek, let instant, let axis = grid?.axis { day.minute = axis.minute(of: instant, on: day.date) }
        if let booking { _ = show(booking) } else { keepColumn(resource) }
    }

    private mutating func toggleWeek() {
        guard let grid, grid.columns.indices.contains(day.column) else { return }
        let resource = grid.columns[day.column].resource
        switch (day.arrangement, resource) {
        case (.week, .therapist): day.arrangement = .therapists
        case (.week, .room): day.arrangement = .rooms
        default: day.arrangement = .week(resource)
        }
        day.firstColumn = 0
        if case .week = day.arrangement {
            day.column = day.date.weekday.rawValue - 1
        } else {
            let columns = self.grid?.columns ?? []
            day.column = columns.firstIndex { $0.resource == resource } ?? 0
        }
    }

    /// Enter: the card of the booking, or a new booking of this cell.
    mutating func open() -> [Effect] {
        if let selected { return openCard(selected) }
        guard let grid, grid.columns.indices.contains(day.column) else { return [] }
        let column = grid.columns[day.column]
        var start = grid.axis.instant(atMinute: day.minute, on: column.date)
        // In the row of the present time it is the next one that can still be had.
        let next = start.advanced(byMinutes: day.step)
        if let instant, start < instant, instant < next { start = next }
        var flow = Flow(from: day.date)
        flow.wanted = Flow.Wanted(resource: column.resource, start: start)
        begin(flow)
        return []
    }

    mutating func openCard(_ booking: Booking) -> [Effect] {
        overlays.append(.card(booking))
        details = nil
        return [.loadDetails(booking.reference)]
    }

    mutating func scroll(by rows: Int, in grid: GridLayout) {
        day.firstRow = min(max(0, day.firstRow + rows), max(0, grid.rowCount - grid.area.rows))
        let visible = day.firstRow..<max(day.firstRow + 1, day.firstRow + grid.area.rows)
        if day.row < visible.lowerBound { setRow(visible.lowerBound) }
        if day.row >= visible.upperBound { setRow(visible.upperBound - 1) }
    }
}

extension Sheet {
    /// All therapists, or all rooms.
    func resources(like resource: Resource) -> [Resource] {
        switch resource {
        case .therapist: catalog.therapists.map { .therapist($0.id) }
        case .room: catalog.rooms.map { .room($0.id) }
        }
    }
}
