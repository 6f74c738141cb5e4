import Availability
import Booking
import Screen

/// The whole of what the desk does: takes what happened into the model and returns what is to be done about it.
public func update(_ model: inout Model, _ message: Message) -> [Effect] {
    let messageRows = model.messageRows
    let effects = model.take(message)
    if model.messageRows != messageRows { model.fitPage() }
    model.keepColumns()
    model.scrollToCursor()
    if case .input = message { model.attended = model.selected?.id }
    return effects
}

extension Model {
    fileprivate mutating func take(_ message: Message) -> [Effect] {
        switch message {
        case .input(let event): return take(event)
        case .tick(let moment): return tick(moment)
        case .loaded(let sheet): return take(sheet)
        case .changed: return reload() + refreshCustomer()
        case .holds(let holds, let moment): take(holds, readAt: moment)
        case .connection(let link): return take(link)
        case .mailCounts(let queued, let failed, let uncertain):
            mail.queued = queued
            mail.undelivered = MailCounts.Undelivered(failed: failed, uncertain: uncertain)
            mail.seen.failed = min(mail.seen.failed, failed)
            mail.seen.uncertain = min(mail.seen.uncertain, uncertain)
        case .mailStopped(let reason):
            mail.stopped = reason
            if let reason { notice = Notice(.failed, "Mail is not being sent", reason) }
        case .answered(let ticket, let result, let moment):
            now = max(now, moment)
            return answer(ticket, result)
        case .unanswered(let ticket, let text): return loseAnswer(ticket, text)
        case .customersFound(let text, let found): take(found, for: text)
        case .customerAdded(let result): take(result)
        case .emailTaken(let error): takeKnown(error.customer)
        case .customerRead(let file): take(file)
        case .customerChanged(let result): takeChanged(result)
        case .customerContested(let conflict): takeContested(conflict)
        case .bookingsFound(let text, let bookings): return take(bookings, for: text)
        case .details(let details): take(details)
        case .mailLog(let entries): take(entries)
        case .resent(.success(let reference)): notice = Notice(.done, "Mail queued again", reference.description)
        case .resent(.failure(let failure)): notice = Notice(.failed, "Not sent again", failure.text)
        case .failed(let text): notice = Notice(.failed, text)
        }
        return []
    }

    private mutating func take(_ event: Event) -> [Effect] {
        switch event {
        case .key(let key): return press(key)
        case .paste(let text):
            return paste(text)
        case .mouse(let mouse):
            return take(mouse)
        case .resize(let size):
            self.size = size
            fitPage()
            return []
        }
    }

    private mutating func take(_ link: Link) -> [Effect] {
        let wasAway = self.link != .live
        self.link = link
        // What was sent while nobody listened is lost, so all is read again.
        guard wasAway, link == .live else { return [] }
        notice = Notice(.done, "The database is back", "All is read again.")
        let isLooking = flow?.step == .customer && flow?.isFound == false
        return reload() + (isLooking ? searchCustomers() : []) + searchAgain()
    }

    private mutating func tick(_ moment: Moment) -> [Effect] {
        let minute = instant.map { $0.secondsSinceEpoch / 60 }
        now = max(now, moment)
        flashes = flashes.filter { $0.value > now }
        let hadHold = flow?.hasExpired == false
        noticeExpiry()
        if instant.map({ $0.secondsSinceEpoch / 60 }) != minute { refreshOffers() }
        return goOnToToday() + (hadHold && flow?.hasExpired == true ? [.bell] : [])
    }

    /// At midnight the desk that was left on today goes on to the new one; not away from a booking in the making, and
    /// not from another date that somebody wanted to see.
    private mutating func goOnToToday() -> [Effect] {
        guard sheet != nil, flow == nil, seenToday != today else { return [] }
        let wasOnToday = day.date == seenToday
        seenToday = today
        guard wasOnToday else { return [] }
        showNow()
        return loadIfNeeded()
    }

    mutating func scrollToCursor() {
        guard let grid else { return }
        let columns = grid.columns.count
        let minutes = grid.columns.isEmpty ? 0 : grid.rowCount * day.step
        day.minute = min(max(0, day.minute), max(0, minutes - day.step))
        day.keepCursorVisible(rows: grid.area.rows, columns: grid.visible.count, of: columns)
        day.firstRow = min(day.firstRow, max(0, grid.rowCount - grid.area.rows))
    }

    /// Sends an intent and remembers what for.
    mutating func ask(_ action: Intent.Action, _ purpose: Pending) -> (effect: Effect, ticket: Ticket) {
        let ticket = Ticket(number: nextTicket)
        nextTicket += 1
        pending[ticket] = purpose
        return (.perform(action, ticket), ticket)
    }
}
