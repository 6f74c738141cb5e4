import Availability
import Booking

extension Model {
    /// A booking gets another slot: the flow begins at the slots, with its service.
    mutating func startMoving(_ booking: Booking) {
        var flow = Flow(step: .slot, from: day.date)
        flow.moving = booking
        flow.service = booking.service
        flow.customer = booking.customer
        overlays.removeAll { if case .card = $0 { true } else { false } }
        overlays.append(.flow(flow))
        lastService = booking.service.id
        searchSlots()
    }

    /// What can be booked from the date that was shown to the end of what was read, narrowed by what was typed.
    mutating func searchSlots() {
        changeFlow { $0.skipped = 0 }
        refreshOffers()
    }

    /// The same search over what has changed meanwhile: place and mark in the list stay.
    ///
    /// Each search begins anew. What changes is a whole sheet, or the clock, and neither leaves anything of a
    /// `PreparedSearch` to keep; four weeks of a dozen therapists cost a fraction of a millisecond.
    mutating func refreshOffers() {
        guard let flow, flow.step == .slot, let query = query(for: flow), let sheet else { return }
        let filter = SlotFilter(flow.slotField, sheet: sheet, today: today)
        let offers = schedule(for: flow).offers(for: query, by: flow.order).filter(filter.admits)
        changeFlow { flow in
            flow.offers = offers
            if flow.skipped >= offers.count { flow.skipped = 0 }
        }
        keepMarked()
    }

    private func query(for flow: Flow) -> SlotQuery? {
        guard let sheet, let service = flow.service, let instant else { return nil }
        let end = sheet.schedule.span.end
        let filter = SlotFilter(flow.slotField, sheet: sheet, today: today)
        let from = filter.namesDate ? today : max(flow.from, today)
        let start = max(instant, sheet.zone.startOfDay(from))
        var query = SlotQuery(service: service.id, span: Interval(min(start, end), end))
        switch flow.wanted?.resource {
        case .room(let room): query.room = room
        default: break
        }
        return query
    }

    /// A booking that is moved does not block itself, and neither does this desk's own hold when another slot is taken.
    private func schedule(for flow: Flow) -> Schedule {
        guard let sheet else { preconditionFailure("slots are searched only when a sheet was read") }
        let own = (flow.moving ?? flow.held)?.reference.description
        let schedule = sheet.schedule(at: now)
        return own.map(schedule.leavingOut) ?? schedule
    }

    /// The cell that the booking began at: its slot is taken if it can be, else it is said why not.
    mutating func takeWanted() -> [Effect] {
        guard let flow, let wanted = flow.wanted, let service = flow.service, let query = query(for: flow) else {
            return []
        }
        let exact = flow.offers.filter { $0.start == wanted.start && $0.uses(wanted.resource) }
        if let slot = exact.first { return take(slot) }
        let near = schedule(for: flow).alternatives(to: wanted.start, for: query, preferring: wanted.therapist)
        let answer = explain(service: service, at: wanted.start, for: wanted.resource)
        changeFlow { $0.refusal = Flow.Refusal(lines: [answer.title] + answer.lines, alternatives: near) }
        return []
    }

    /// Holds a slot, or moves the booking there. The hold that was taken before is released once this one stands.
    mutating func take(_ slot: Slot) -> [Effect] {
        guard let flow, flow.ticket == nil, let service = flow.service else { return [] }
        let action: Intent.Action
        if let moving = flow.moving {
            action = .move(moving.reference, therapist: slot.therapist, room: slot.room, start: slot.start)
        } else {
            action = .hold(
                service: service.id, therapist: slot.therapist, room: slot.room, start: slot.start,
                customer: flow.customer?.id)
        }
        let asked = ask(action, flow.moving == nil ? .hold : .move)
        changeFlow { flow in
            flow.taking = slot
            flow.ticket = asked.ticket
            flow.refusal = nil
            flow.problem = nil
            flow.marked = 0
            if flow.moving == nil { flow.step = flow.customer == nil ? .customer : .confirm }
        }
        return [asked.effect]
    }

    mutating func showMore() {
        changeFlow { flow in
            let next = flow.skipped + Flow.page
            flow.skipped = next < flow.offers.count ? next : 0
            flow.refusal = nil
            flow.marked = 0
        }
    }

    /// Takes again the slot of a hold that ran out.
    mutating func holdAgain(_ flow: Flow) -> [Effect] {
        guard flow.hasExpired, flow.ticket == nil, let held = flow.held else { return [] }
        let slot = Slot(
            start: held.starts, end: held.ends, therapist: held.therapist.id, room: held.room.id,
            therapistReleased: held.therapistReleased, roomReleased: held.roomReleased, gapCost: 0)
        changeFlow { flow in
            flow.held = nil
            flow.hasExpired = false
        }
        return take(slot)
    }
}

extension Slot {
    func uses(_ resource: Resource) -> Bool {
        switch resource {
        case .therapist(let id): therapist == id
        case .room(let id): room == id
        }
    }
}

extension Flow.Wanted {
    var therapist: TherapistID? {
        if case .therapist(let id) = resource { id } else { nil }
    }
}
