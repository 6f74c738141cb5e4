import Availability
import Booking

extension Model {
    /// A booking gets another slot: the flow begins at the slots, with its service.
    mutating func startMoving(_ booking: Booking) {
        var flow = Flow(step: .slot, from: day.date)
        flow.moving = booking
        flow.service = booking.service
        flow.customer = booking.customer
        flow.order = slotOrder
        flow.origin = day
        overlays.removeAll { if case .card = $0 { true } else { false } }
        overlays.append(.flow(flow))
        notice = nil
        lastService = booking.service.id
        searchSlots()
    }

    /// What can be booked from the date that was shown to the end of what was read, narrowed by what was typed: a new
    /// page of it, for a key asked for one.
    mutating func searchSlots() {
        changeFlow { $0.skipped = 0 }
        listSlots()
    }

    /// Makes the page anew at its place in what can be booked now.
    mutating func listSlots() {
        searchOffers()
        let count = rowsForSlots
        changeFlow { flow in
            if flow.skipped >= flow.offers.count { flow.skipped = 0 }
            flow.page = SlotPage(of: flow.offers, from: flow.skipped, count: count)
            flow.refusal = nil
        }
        keepMarked()
    }

    /// The same search over what has changed meanwhile: whatever stands under a number stays there.
    mutating func refreshOffers() {
        guard let flow, flow.step == .slot, flow.service != nil, sheet != nil else { return }
        searchOffers()
        guard let offers = self.flow?.offers else { return }
        var page = flow.page
        // Alternatives are the nearest at their time, and no list that goes on.
        page.update(offers, count: flow.refusal == nil ? rowsForSlots : nil) { loss(of: $0, in: flow) }
        let wasEmpty = flow.page.slots.isEmpty
        changeFlow { $0.page = page }
        if wasEmpty { keepMarked() }
    }

    /// Each search begins anew. What changes is a whole sheet, or the clock, and neither leaves anything of a
    /// `PreparedSearch` to keep; four weeks of a dozen therapists cost a fraction of a millisecond.
    private mutating func searchOffers() {
        guard let flow, flow.step == .slot, let query = query(for: flow), let sheet else { return }
        // Before the days that are wanted have been read, later ones would pass for the first.
        guard firstDateOfSlots.map(isLoaded) == true else { return changeFlow { $0.offers = [] } }
        let filter = SlotFilter(flow.slotField, sheet: sheet, today: today)
        let offers = filter.fitting(offers(for: query, in: flow)).filter { !$0.isPlace(of: flow.moving) }
        changeFlow { $0.offers = offers }
    }

    /// What is held stays in the room in which it is held, whichever another desk would be offered.
    private func offers(for query: SlotQuery, in flow: Flow) -> [Slot] {
        var offers = schedule(for: flow).offers(for: query, by: flow.order)
        if let held = flow.liveHold.map(Slot.init), let place = offers.firstIndex(where: { $0.turn == held.turn }) {
            (offers[place].room, offers[place].roomReleased) = (held.room, held.roomReleased)
        }
        return offers
    }

    /// Puts the mark on the slot that is held, if that is offered; where it is on another page, on that.
    mutating func markHeldSlot() {
        guard let flow, flow.step == .slot, let held = flow.liveHold,
            let place = flow.offers.firstIndex(where: { $0.isPlace(of: held) })
        else { return }
        if !flow.page.slots.contains(where: { $0.isPlace(of: held) }) {
            changeFlow { $0.skipped = place }
            listSlots()
        }
        changeFlow { flow in
            flow.marked = flow.page.slots.firstIndex { $0.isPlace(of: held) } ?? 0
        }
        keepMarked()
    }

    /// What of the page there is no room for any more is not to be taken unseen.
    mutating func fitPage() {
        let count = rowsForSlots
        changeFlow { $0.page.cut(to: count) }
        refreshOffers()
        keepMarked()
    }

    /// Why a slot of the page cannot be had now; nil: it can be.
    private func loss(of slot: Slot, in flow: Flow) -> SlotLoss? {
        guard let service = flow.service, let sheet else { return nil }
        let reasons = schedule(for: flow).reasons(
            service: service.id, start: slot.start, therapist: slot.therapist, room: slot.room)
        if reasons.isEmpty { return nil }
        for reason in reasons {
            switch reason {
            case .past: return .past
            case .therapistBusy(_, let blocker):
                if let rival = sheet.booking(named: blocker.reference) {
                    return .taken(BookingConflictError(.taken(by: rival, .therapist)))
                }
            case .roomBusy(_, let blocker):
                if let rival = sheet.booking(named: blocker.reference) {
                    return .taken(BookingConflictError(.taken(by: rival, .room)))
                }
            default: break
            }
        }
        return .refused(reasons)
    }

    /// Takes the marked slot, or says at once who has it.
    mutating func takeMarkedSlot(_ flow: Flow) -> [Effect] {
        guard let slot = flow.page.slots[safe: flow.marked] else { return [] }
        guard let loss = flow.page.losses[flow.marked] else { return take(slot) }
        let error: BookingError =
            switch loss {
            case .past: .notBookable([.past(now: instant ?? slot.start)])
            case .taken(let conflict): .conflict(conflict)
            case .refused(let reasons): .notBookable(reasons)
            }
        offerAlternatives(to: slot, saying: lines(error, slot))
        return [.bell]
    }

    /// The first date on which anything is offered, where that is later than what was asked for.
    var firstOfferedDate: LocalDate? {
        guard let flow, let sheet, flow.skipped == 0, flow.order == .earliest, flow.refusal == nil,
            let first = flow.page.slots.first
        else { return nil }
        let date = sheet.zone.localDateTime(at: first.start).date
        return firstDateOfSlots.flatMap { date > $0 ? date : nil }
    }

    /// The first date on which slots are looked for; nil while none are.
    var firstDateOfSlots: LocalDate? {
        guard let sheet, let flow, flow.step == .slot, flow.service != nil else { return nil }
        return SlotFilter(flow.slotField, sheet: sheet, today: today).firstDate ?? max(flow.from, today)
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
        refuse(saying: [answer.title] + answer.lines, offering: near)
        return []
    }

    /// Holds a slot. A hold that was taken before is moved there, so that it is in nobody's way, and stands as long as
    /// the new slot is not had; where the slot is the one that is held, there is nothing to ask. A booking that is moved
    /// has its old slot until that was read back.
    mutating func take(_ slot: Slot) -> [Effect] {
        guard let flow, flow.ticket == nil, let service = flow.service else { return [] }
        let held = flow.hasExpired ? nil : flow.held
        changeFlow { $0.goOnFromSlot() }
        if slot.isPlace(of: held) { return [] }
        changeFlow { $0.taking = slot }
        show(slot, flow)
        guard flow.moving == nil else { return [] }
        let asked =
            if let held {
                ask(
                    .move(held.reference, therapist: slot.therapist, room: slot.room, start: slot.start), .moveHold)
            } else {
                ask(
                    .hold(
                        service: service.id, therapist: slot.therapist, room: slot.room, start: slot.start,
                        customer: flow.customer?.id), .hold)
            }
        changeFlow { $0.ticket = asked.ticket }
        return [asked.effect]
    }

    /// Moves the booking to the slot that was read back.
    mutating func move(_ booking: Booking, to slot: Slot?) -> [Effect] {
        guard let slot, flow?.ticket == nil else { return [] }
        let asked = ask(
            .move(booking.reference, therapist: slot.therapist, room: slot.room, start: slot.start), .move(booking))
        changeFlow { $0.ticket = asked.ticket }
        return [asked.effect]
    }

    /// The page after this one; after the last, and after a refusal, the first.
    mutating func showMore() {
        changeFlow { flow in
            let isList = flow.refusal == nil
            flow.skipped = isList ? flow.page.end(in: flow.offers) ?? flow.skipped + flow.page.slots.count : 0
            flow.marked = 0
        }
        listSlots()
    }

    /// The first page of what can be booked now, the mark on its slot if that is still there.
    mutating func listAnew() {
        let marked = flow.flatMap { $0.page.slots[safe: $0.marked] }
        searchSlots()
        changeFlow { flow in
            flow.marked = flow.page.slots.firstIndex { $0.turn == marked?.turn } ?? 0
        }
        keepMarked()
    }

    /// Takes again the slot of a hold that ran out.
    mutating func holdAgain(_ flow: Flow) -> [Effect] {
        guard flow.hasExpired, flow.ticket == nil, let held = flow.held else { return [] }
        let slot = Slot(of: held)
        changeFlow { flow in
            flow.held = nil
            flow.voided = held.reference
            flow.hasExpired = false
            flow.wasCancelled = false
        }
        return take(slot)
    }
}

extension Slot {
    /// Where a booking is.
    init(of booking: Booking) {
        self.init(
            start: booking.starts, end: booking.ends, therapist: booking.therapist.id, room: booking.room.id,
            therapistReleased: booking.therapistReleased, roomReleased: booking.roomReleased, gapCost: 0)
    }

    /// Whether a booking is there already.
    func isPlace(of booking: Booking?) -> Bool {
        start == booking?.starts && therapist == booking?.therapist.id && room == booking?.room.id
    }

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
