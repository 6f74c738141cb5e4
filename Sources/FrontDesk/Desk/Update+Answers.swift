import Availability
import Booking
import Screen

extension Model {
    /// A hold goes at once; a booking that somebody counts on asks for a reason first.
    mutating func cancel(_ booking: Booking) -> [Effect] {
        guard booking.status == .hold else {
            overlays.append(.reason(booking, TextField()))
            return []
        }
        return cancel(booking, reason: "")
    }

    mutating func cancel(_ booking: Booking, reason: String) -> [Effect] {
        notice = Notice(.waiting, "Cancelling \(booking.reference)", summary(of: booking))
        return [ask(.cancel(booking.reference, reason: reason), .cancel(booking)).effect]
    }

    /// Takes back what was done here last.
    mutating func undo() -> [Effect] {
        defer { lastChange = nil }
        switch undoable {
        case .cancelled(let booking): return bookAgain(booking)
        case .marked(let booking): return unmark(booking)
        case .moved(let booking): return moveBack(booking)
        case .confirmed(let booking, _): return cancel(booking, reason: "undone at once")
        case .released(let flow, _): return takeUp(flow)
        case nil: return []
        }
    }

    /// Goes on with a booking that was left: its slot is held again, if it is still free.
    private mutating func takeUp(_ left: Flow) -> [Effect] {
        var flow = left
        flow.hasExpired = true
        flow.ticket = nil
        flow.taking = nil
        notice = nil
        overlays.append(.flow(flow))
        return holdAgain(flow)
    }

    private mutating func moveBack(_ booking: Booking) -> [Effect] {
        notice = Notice(.waiting, "Undoing", summary(of: booking))
        let action = Intent.Action.move(
            booking.reference, therapist: booking.therapist.id, room: booking.room.id, start: booking.starts)
        return [ask(action, .moveBack).effect]
    }

    /// Holds the slot of what was cancelled; its answer confirms it if it was confirmed.
    private mutating func bookAgain(_ booking: Booking) -> [Effect] {
        notice = Notice(.waiting, "Undoing", summary(of: booking))
        let action = Intent.Action.hold(
            service: booking.service.id, therapist: booking.therapist.id, room: booking.room.id, start: booking.starts,
            customer: booking.customer?.id)
        return [ask(action, .undo(booking)).effect]
    }

    mutating func answer(_ ticket: Ticket, _ result: Result<Booking, BookingError>) -> [Effect] {
        guard let purpose = pending.removeValue(forKey: ticket) else { return [] }
        if case .success(let booking) = result { learn(booking) }
        if case .failure(let error) = result { learn(from: error) }
        switch (purpose, result) {
        case (.hold, _): return answerHold(ticket, result)
        case (.moveHold, _): return answerMoveHold(ticket, result)
        case (.confirm, _): return answerConfirm(ticket, result)
        case (.move(let before), _): return answerMove(ticket, of: before, result)
        case (.moveBack, .success(let booking)):
            notice = Notice(
                .done, "Moved back \(booking.reference)", "\(summary(of: booking)) · \(mailNote(booking))")
            return show(booking)
        case (.release, _): return []
        case (.cancel(let booking), .success): return didCancel(booking)
        case (.mark(let before), .success(let booking)): didMark(booking, before: before)
        case (.unmark, .success(let booking)): didUnmark(booking)
        case (.mark, .failure(let error)): notice = Notice(.failed, "Not changed", text(error))
        case (.undo(let booking), .success(let again)): return didHoldAgain(booking, as: again)
        case (.undoConfirm, .success(let booking)):
            notice = Notice(
                .done, "Booked again \(booking.reference)", "\(summary(of: booking)) · \(mailNote(booking))")
        case (.cancel, .failure(.wrongStatus(let booking))) where booking.status == .cancelled:
            return wasCancelled(booking)
        case (.cancel, .failure(let error)): notice = Notice(.failed, "Not cancelled", text(error))
        case (.undo, .failure(let error)), (.undoConfirm, .failure(let error)), (.unmark, .failure(let error)),
            (.moveBack, .failure(let error)):
            notice = Notice(.failed, "Not undone", text(error))
        }
        return []
    }

    /// The outcome is not known: nothing is claimed, and the next reading will show it.
    mutating func loseAnswer(_ ticket: Ticket, _ text: String) -> [Effect] {
        guard pending.removeValue(forKey: ticket) != nil else { return [] }
        changeFlow { flow in
            guard flow.ticket == ticket || flow.confirming == ticket else { return }
            flow.ticket = nil
            flow.taking = nil
            flow.confirming = nil
            flow.confirmsWhenHeld = false
            if flow.held == nil, flow.step != .slot { flow.step = .slot }
            flow.isUnanswered = true
        }
        notice = Notice(.failed, "No answer", text)
        return reload()
    }

    private mutating func didCancel(_ booking: Booking) -> [Effect] {
        lastChange = .cancelled(booking)
        notice = Notice(.done, "Cancelled \(booking.reference)", summary(of: booking))
        guard booking.status != .hold, booking.customer?.email != nil else { return [] }
        cancelled = booking.reference
        return [.loadDetails(booking.reference)]
    }

    private static let notCancelled = "Not cancelled"

    /// Somebody else was faster: by whom it was is asked for.
    private mutating func wasCancelled(_ booking: Booking) -> [Effect] {
        notice = Notice(.failed, Self.notCancelled, "\(booking.reference) was cancelled already.")
        cancelled = booking.reference
        return [.loadDetails(booking.reference)]
    }

    /// What a customer hears of a cancellation is the database's affair: it says which mails there are now.
    mutating func take(_ details: Details) {
        self.details = details
        sayWhoCancelled(details)
        guard cancelled == details.reference else { return }
        cancelled = nil
        if let sheet, let said = notice, said.headline == Self.notCancelled {
            let text = details.reference.cancelledAlready(details.history, clock: sheet.clock)
            notice = Notice(said.role, said.headline, text)
        }
        guard let said = notice, said.headline == "Cancelled \(details.reference)" else { return }
        notice = Notice(said.role, said.headline, "\(said.text) · \(details.newsOfCancellation)")
    }

    private mutating func didHoldAgain(_ cancelled: Booking, as booking: Booking) -> [Effect] {
        guard cancelled.status != .hold else {
            // A hold is of the desk that makes it: nobody can hold for another.
            let (staff, terminal) = (cancelled.madeBy.staff, cancelled.madeBy.terminal)
            let whose = isOwn(cancelled) ? "" : " · for you now, no longer for \(staff) at \(terminal)"
            notice = Notice(.done, "Held again \(booking.reference)", summary(of: booking) + whose)
            return []
        }
        return [ask(.confirm(booking.reference, customer: cancelled.customer?.id), .undoConfirm).effect]
    }

    /// Errors bring bookings with them that may be news.
    private mutating func learn(from error: BookingError) {
        switch error {
        case .conflict(let conflict):
            if case .taken(let rival, _) = conflict.cause { learn(rival) }
        case .alreadyConfirmed(let booking), .wrongStatus(let booking), .tooEarly(let booking),
            .customerMissing(let booking), .holdExpired(let booking):
            learn(booking)
        case .notBookable, .notFound: break
        }
    }

    private mutating func learn(_ booking: Booking) {
        let moment = now
        sheet?.merge(booking, answeredAt: moment)
        listNewHolds()
    }

    /// Whether the customer is told by mail of what was confirmed.
    func mailNote(_ booking: Booking) -> String {
        booking.customer?.email == nil ? "no email, no mail" : "mail queued"
    }

    /// `Jo Smith · Tue 5 May 10:15`; the service while there is no customer.
    func summary(of booking: Booking) -> String {
        let who = booking.customer?.name ?? booking.service.name
        guard let sheet else { return who }
        return "\(who) · \(sheet.clock.dayAndTime(booking.starts))"
    }

    /// Why a booking was not made or changed, for people at the desk.
    func text(_ error: BookingError) -> String {
        sheet.map { error.text(clock: $0.clock) } ?? "Nothing was changed."
    }
}
