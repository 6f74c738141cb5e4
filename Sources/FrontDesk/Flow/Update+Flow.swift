import Availability
import Booking
import Screen

extension Model {
    /// Changes the booking in the making, if there is one.
    mutating func changeFlow(_ change: (inout Flow) -> Void) {
        for index in overlays.indices {
            guard case .flow(var flow) = overlays[index] else { continue }
            change(&flow)
            overlays[index] = .flow(flow)
        }
    }

    /// A booking begins, with the services to choose from.
    mutating func begin(_ flow: Flow) {
        var flow = flow
        flow.origin = day
        overlays.append(.flow(flow))
        notice = nil
        listServices()
    }

    private mutating func listServices() {
        guard let catalog = sheet?.catalog else { return }
        changeFlow { $0.services = $0.fittingServices(in: catalog) }
    }

    mutating func performInFlow(_ command: Command, key: Key) -> [Effect] {
        guard let flow else { return [] }
        switch command {
        case .close: return leaveFlow(flow)
        case .back: stepBack(flow)
        case .up: changeFlow { $0.marked = max(0, $0.marked - 1) }
        case .down: changeFlow { $0.marked += 1 }
        case .take: return takeMarked(flow)
        case .pick: return pick(key, flow)
        case .more: showMore()
        case .snugFirst:
            slotOrder = flow.order == .snug ? .earliest : .snug
            changeFlow { [slotOrder] in $0.order = slotOrder }
            searchSlots()
        case .refresh: listAnew()
        case .why: explainSlot()
        case .holdAgain: return holdAgain(flow)
        case .newCustomer: changeFlow { $0.openNewCustomer() }
        case .nextField: changeFlow { $0.form?.go(by: 1) }
        case .previousField: changeFlow { $0.form?.go(by: -1) }
        default: break
        }
        keepMarked()
        return []
    }

    mutating func typeInFlow(_ key: Key) -> [Effect] {
        edit { $0.type(key) }
    }

    mutating func pasteInFlow(_ text: String) -> [Effect] {
        edit { field in
            field.append(text)
            return true
        }
    }

    /// Changes the field that has the keys, and searches again.
    private mutating func edit(_ change: (inout TextField) -> Bool) -> [Effect] {
        guard var flow else { return [] }
        var hasChanged = false
        if var form = flow.openForm {
            hasChanged = form.edit(change)
            flow.form = form
        } else {
            switch flow.step {
            case .service: hasChanged = change(&flow.serviceField)
            case .slot: hasChanged = change(&flow.slotField)
            case .customer: hasChanged = change(&flow.customerField)
            case .confirm: break
            }
        }
        guard hasChanged else { return [] }
        let isForm = flow.openForm != nil
        changeFlow { $0 = flow }
        guard !isForm else { return [] }
        changeFlow { flow in
            flow.marked = 0
            flow.isUnanswered = false
            flow.takesWhenFound = false
        }
        if flow.step == .service { listServices() }
        if flow.step == .slot {
            searchSlots()
            return loadIfNeeded()
        }
        return flow.step == .customer ? searchCustomers() : []
    }

    /// Keeps the mark on a line of the list.
    mutating func keepMarked() {
        guard let flow else { return }
        let count =
            switch flow.step {
            case .service: flow.services.count
            case .slot: flow.page.slots.count
            case .customer: flow.found.count
            // There the mark is how far down it is read.
            case .confirm: 1 + DeskView(self).linesToReadFurther
            }
        changeFlow { $0.marked = min(max(0, $0.marked), max(0, count - 1)) }
        showMarkedSlot()
    }

    /// Where nothing fits, the calendar shows the day and the time that were typed: it may tell why.
    private mutating func showTyped(_ flow: Flow, _ sheet: Sheet) {
        guard case .therapists = day.arrangement else { return }
        let filter = SlotFilter(flow.slotField, sheet: sheet, today: today)
        if filter.hasWholeTime, let wanted = typedStart {
            return show(wanted.start, flow, sheet) { $0 == wanted.resource }
        }
        if let typed = filter.firstDate { day.date = typed }
    }

    /// The calendar follows the mark: its cursor is where the marked slot is.
    private mutating func showMarkedSlot() {
        guard let sheet, let flow, flow.step == .slot else { return }
        guard let slot = flow.page.slots[safe: flow.marked] else { return showTyped(flow, sheet) }
        show(slot, flow)
    }

    /// The calendar shows a slot of it.
    mutating func show(_ slot: Slot, _ flow: Flow) {
        guard let sheet else { return }
        if case .week(let resource) = day.arrangement, !slot.uses(resource) { return }
        show(slot.start, flow, sheet) { slot.uses($0) }
    }

    /// Puts the cursor on a start in the column of its resource.
    private mutating func show(_ start: Instant, _ flow: Flow, _ sheet: Sheet, of isIts: (Resource) -> Bool) {
        let date = sheet.zone.localDateTime(at: start).date
        day.date = date
        let axis = TimeAxis(zone: sheet.zone, measure: day.measure)
        day.minute = axis.minute(of: start, on: date)
        let columns = sheet.columns(day.arrangement, on: date, at: now)
        day.column = columns.firstIndex { isIts($0.resource) && $0.date == date } ?? day.column
        reveal(flow.service?.times.duration ?? day.step, among: columns)
    }

    private mutating func pick(_ key: Key, _ flow: Flow) -> [Effect] {
        guard let line = numberedLine(key) else { return [] }
        changeFlow { $0.marked = line }
        keepMarked()
        return self.flow.map { takeMarked($0) } ?? []
    }

    /// The line of the list on top that a digit takes: one that is there, and seen.
    func numberedLine(_ key: Key) -> Int? {
        guard case .character(let character) = key, let digit = character.wholeNumberValue,
            DeskView(self).numberedLines.contains(digit - 1)
        else { return nil }
        return digit - 1
    }

    private mutating func takeMarked(_ flow: Flow) -> [Effect] {
        if let form = flow.openForm { return submit(form) }
        switch flow.step {
        case .service:
            return flow.services[safe: flow.marked].map { take($0) } ?? []
        case .slot: return takeMarkedSlot(flow)
        case .customer:
            takeMarkedCustomer(flow)
            return []
        case .confirm:
            if let moving = flow.moving { return move(moving, to: flow.taking) }
            return flow.hasExpired ? holdAgain(flow) : confirm(flow)
        }
    }

    private mutating func take(_ listed: Service) -> [Effect] {
        // A new description of the practice may have come since it was listed.
        guard let service = sheet?.catalog.service(listed.id) else {
            notice = Notice(.failed, "\(listed.name) is not sold any more", isHint: true)
            listServices()
            return []
        }
        lastService = service.id
        changeFlow { [slotOrder] flow in
            flow.service = service
            flow.order = slotOrder
            flow.step = .slot
            flow.marked = 0
        }
        searchSlots()
        return takeWanted()
    }

    private mutating func stepBack(_ flow: Flow) {
        changeFlow { flow in
            flow.marked = 0
            flow.isUnanswered = false
            switch flow.step {
            case .confirm where flow.moving != nil:
                guard flow.ticket == nil else { break }
                flow.step = .slot
                flow.taking = nil
            case .confirm where flow.confirming == nil:
                flow.step = .customer
                flow.confirmsWhenHeld = false
                // One who came with the booking was never looked for.
                if flow.found.isEmpty, let known = flow.customer { flow.found = [FoundCustomer(customer: known)] }
            case .customer where flow.moving == nil: flow.step = .slot
            case .slot where flow.moving == nil && flow.held == nil && flow.ticket == nil: flow.step = .service
            // There is no other service for what is held: it goes on with it.
            case .slot where flow.liveHold != nil: flow.goOnFromSlot()
            default: break
            }
        }
        listSlots()
        if flow.step == .customer { markHeldSlot() }
    }

    /// From the last step back to the customer, the hold kept; else out of the booking, and its hold is released at
    /// once. One whose answer is still on its way is released when it comes.
    private mutating func leaveFlow(_ flow: Flow) -> [Effect] {
        if flow.openForm != nil {
            changeFlow { $0.leaveForm() }
            return []
        }
        if flow.step == .confirm, flow.confirming == nil, flow.moving == nil || flow.ticket == nil {
            stepBack(flow)
            keepMarked()
            return []
        }
        overlays.removeAll { if case .flow = $0 { true } else { false } }
        day = flow.origin ?? day
        let reading = loadIfNeeded()
        guard let held = flow.held, flow.confirming == nil else { return reading }
        let end = flow.wasCancelled ? "was cancelled" : "had run out"
        let said = flow.hasExpired ? Notice(.done, "Left", "\(held.reference) \(end)") : released(held)
        notice = said
        lastChange = .released(flow, saying: said)
        return (flow.hasExpired ? [] : [release(held)]) + reading
    }

    func released(_ hold: Booking) -> Notice {
        let text = sheet.map { "\($0.clock.dayAndTime(hold.starts)) \(hold.therapist.name.firstWord) is free" } ?? ""
        return Notice(.done, "Released \(hold.reference)", text)
    }

    mutating func release(_ booking: Booking) -> Effect {
        ask(.cancel(booking.reference, reason: ""), .release).effect
    }
}

extension Array {
    /// Nil beyond the ends.
    subscript(safe index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
