import Availability
import Booking
import Screen

extension Model {
    mutating func answerHold(_ ticket: Ticket, _ result: Result<Booking, BookingError>) -> [Effect] {
        guard let flow, flow.ticket == ticket else {
            // The receptionist has left meanwhile: nobody needs this hold.
            guard case .success(let booking) = result else { return [] }
            notice = released(booking)
            return [release(booking)]
        }
        switch result {
        case .success(let booking): return hold(booking, in: flow)
        case .failure(let error):
            refuse(error, in: flow)
            return [.bell]
        }
    }

    /// Whoever left meanwhile has released the hold already.
    mutating func answerMoveHold(_ ticket: Ticket, _ result: Result<Booking, BookingError>) -> [Effect] {
        guard let flow, flow.ticket == ticket else { return [] }
        switch result {
        case .success(let booking): return hold(booking, in: flow)
        case .failure(.holdExpired), .failure(.wrongStatus):
            // There is nothing left to move: the slot is held like any other.
            changeFlow { flow in
                flow.ticket = nil
                flow.hasExpired = true
            }
            return flow.taking.map { take($0) } ?? []
        case .failure(let error):
            refuse(error, in: flow)
            return [.bell]
        }
    }

    private mutating func hold(_ booking: Booking, in flow: Flow) -> [Effect] {
        changeFlow { flow in
            flow.ticket = nil
            flow.taking = nil
            flow.held = booking
            flow.hasExpired = false
            flow.wasCancelled = false
            flow.voided = nil
        }
        if let voided = flow.voided {
            let text = "not \(voided), if that was read out already"
            notice = Notice(.waiting, "Held again as \(booking.reference)", text)
        }
        guard flow.confirmsWhenHeld, let current = self.flow else { return [] }
        return confirm(current)
    }

    /// The slot is gone: says who has it, and offers the nearest others where the slots were; nothing typed is lost.
    private mutating func refuse(_ error: BookingError, in flow: Flow) {
        let wanted = flow.taking
        changeFlow { flow in
            flow.ticket = nil
            flow.taking = nil
            flow.confirmsWhenHeld = false
            flow.step = .slot
            flow.marked = 0
        }
        searchSlots()
        guard let wanted else { return }
        offerAlternatives(to: wanted, saying: lines(error, wanted))
    }

    /// What is against a slot: the rules one by one, or who has it.
    func lines(_ error: BookingError, _ slot: Slot) -> [String] {
        guard let sheet, let service = flow?.service else { return [text(error)] }
        if case .conflict(let conflict) = error { return conflict.lines(clock: sheet.clock) }
        guard case .notBookable(let reasons) = error else { return [text(error)] }
        let explanation = Explanation(of: service, at: slot.start, catalog: sheet.catalog, clock: sheet.clock)
        return reasons.decisiveFirst.map(explanation.sentence)
    }

    mutating func offerAlternatives(to slot: Slot, saying lines: [String]) {
        guard let sheet, let flow, let service = flow.service, let instant else { return }
        let end = sheet.schedule.span.end
        let query = SlotQuery(service: service.id, span: Interval(min(instant, end), end))
        var schedule = sheet.schedule(at: now)
        if let moving = flow.moving { schedule = schedule.leavingOut(moving.reference.description) }
        let near = schedule.alternatives(to: slot.start, for: query, preferring: slot.therapist)
        refuse(saying: lines, offering: near)
    }

    /// Says what is against the slot that was wanted, and has the nearest others stand under the numbers.
    mutating func refuse(saying lines: [String], offering near: [Slot]) {
        changeFlow { flow in
            flow.refusal = Flow.Refusal(lines: lines)
            flow.page = SlotPage(of: near, from: 0, count: near.count)
            flow.marked = 0
        }
        keepMarked()
    }

    /// Confirms the hold. While its answer is on its way that is kept in mind.
    mutating func confirm(_ flow: Flow) -> [Effect] {
        guard flow.confirming == nil else { return [] }
        guard let customer = flow.customer else { return [] }
        // What is being moved is not where it was read back to be.
        guard let held = flow.liveHold, flow.ticket == nil else {
            changeFlow { $0.confirmsWhenHeld = $0.ticket != nil }
            return []
        }
        let asked = ask(.confirm(held.reference, customer: customer.id), .confirm)
        changeFlow { flow in
            flow.confirming = asked.ticket
            flow.confirmsWhenHeld = false
        }
        return [asked.effect]
    }

    mutating func answerConfirm(_ ticket: Ticket, _ result: Result<Booking, BookingError>) -> [Effect] {
        switch result {
        case .success(let booking), .failure(.alreadyConfirmed(let booking)):
            let said = Notice(
                .done, "Confirmed \(booking.reference)", "\(summary(of: booking)) · \(mailNote(booking))")
            notice = said
            lastChange = .confirmed(booking, saying: said)
            guard flow?.confirming == ticket else { return [] }
            overlays.removeAll { if case .flow = $0 { true } else { false } }
            return show(booking)
        case .failure(.holdExpired):
            changeFlow { flow in
                guard flow.confirming == ticket else { return }
                flow.confirming = nil
                flow.hasExpired = true
            }
        case .failure(let error):
            changeFlow { flow in
                guard flow.confirming == ticket else { return }
                flow.confirming = nil
                flow.isUnanswered = false
            }
            notice = Notice(.failed, "Not confirmed", text(error))
        }
        return []
    }

    mutating func answerMove(
        _ ticket: Ticket, of before: Booking, _ result: Result<Booking, BookingError>
    ) -> [Effect] {
        switch result {
        case .success(let booking):
            notice = Notice(.done, "Moved \(booking.reference)", "\(summary(of: booking)) · \(mailNote(booking))")
            lastChange = .moved(before)
            guard flow?.ticket == ticket else { return [] }
            overlays.removeAll { if case .flow = $0 { true } else { false } }
            return show(booking)
        case .failure(.wrongStatus(let now)), .failure(.holdExpired(let now)):
            return flow?.ticket == ticket ? endMove(of: now) : []
        case .failure(let error):
            guard let flow, flow.ticket == ticket else {
                notice = Notice(.failed, "Not moved", text(error))
                return []
            }
            refuse(error, in: flow)
            return []
        }
    }

    /// Sees that this desk's hold has run out.
    mutating func noticeExpiry() {
        guard let sheet, let flow, let held = flow.held, !flow.hasExpired else { return }
        let known = sheet.booking(held.id) ?? held
        if sheet.millisecondsLeft(of: known, at: now) == 0 { changeFlow { $0.hasExpired = true } }
    }

    /// Sees what another desk did to this one's hold, or to the booking that is being moved.
    mutating func checkFlow() -> [Effect] {
        if flow?.moving != nil { return checkMoving() }
        noticeExpiry()
        guard let sheet, let flow, let held = flow.held, let known = sheet.booking(held.id) else { return [] }
        // A move that nobody answered may have been done.
        if flow.isUnanswered, known.status == .hold { changeFlow { $0.held = known } }
        guard known.status == .cancelled || known.status == .expired
        else { return [] }
        let isNews = known.status == .cancelled && !flow.wasCancelled
        changeFlow { flow in
            flow.hasExpired = true
            flow.wasCancelled = known.status == .cancelled
        }
        return isNews ? sayCancelled("Your hold was cancelled", known) : []
    }

    /// A booking that another desk moved is moved from where it is now; one that has ended is moved no more.
    private mutating func checkMoving() -> [Effect] {
        guard let sheet, let flow, flow.ticket == nil, let moving = flow.moving, let known = sheet.booking(moving.id)
        else { return [] }
        guard known.status == moving.status || known.status == .confirmed else { return endMove(of: known) }
        changeFlow { $0.moving = known }
        return []
    }

    /// There is nothing left that could be moved.
    private mutating func endMove(of booking: Booking) -> [Effect] {
        let origin = flow?.origin
        overlays.removeAll { if case .flow = $0 { true } else { false } }
        day = origin ?? day
        let end = booking.status == .hold ? "ran out" : "is \(booking.status.name)"
        let asked = sayCancelled("Not moved: \(booking.reference) \(end)", booking)
        return [.bell] + (booking.status == .cancelled ? asked : []) + loadIfNeeded()
    }

    private mutating func sayCancelled(_ headline: String, _ booking: Booking) -> [Effect] {
        notice = Notice(.failed, headline, summary(of: booking))
        lost = booking.reference
        return [.loadDetails(booking.reference)]
    }

    /// Adds to what is said of a lost booking who cancelled it, as its history has that.
    mutating func sayWhoCancelled(_ details: Details) {
        guard lost == details.reference else { return }
        lost = nil
        guard let said = notice, said.role == .failed, let entry = details.history.last(where: { $0.to == .cancelled })
        else { return }
        let reason = entry.note.isEmpty ? "" : ": \(entry.note)"
        notice = Notice(said.role, "\(said.headline) by \(entry.by.staff) at \(entry.by.terminal)", said.text + reason)
    }
}
