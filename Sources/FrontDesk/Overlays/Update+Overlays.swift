import Booking
import Screen

extension Model {
    mutating func performInOverlay(_ command: Command, key: Key) -> [Effect] {
        switch overlays.last {
        case .holds(let list): return performInHolds(command, list)
        case .goTo(let field): return command == .take ? goTo(field) : []
        case .find(let find): return performInFind(command, find, key: key)
        case .reason(let booking, let field):
            guard command == .take else { return [] }
            overlays.removeAll { overlay in
                switch overlay {
                case .reason, .card: true
                default: false
                }
            }
            return cancel(booking, reason: field.trimmed)
        case .card(let booking, _): return performInCard(command, booking)
        // Any key leaves what is only read, unless it is long.
        case .why where DeskView(self).reading.last == 0: overlays.removeLast()
        case .customer(let card): return performInCustomer(command, card)
        case .mail(let log): return performInMail(command, log)
        case .themes(let marked): return performInThemes(command, marked)
        case .why, .help: scroll(command)
        default: break
        }
        return []
    }

    /// A mark one line up or down, staying in the list.
    func move(_ marked: Int, _ command: Command, count: Int) -> Int {
        min(max(0, marked + (command == .up ? -1 : 1)), max(0, count - 1))
    }

    private mutating func goTo(_ field: TextField) -> [Effect] {
        guard let typed = TypedDate(field.text, today: today) else {
            let headline = field.isBlank ? "No date was typed" : "“\(field.trimmed)” is no date"
            // What can be written stands in the box.
            notice = Notice(.failed, headline, isHint: true)
            return []
        }
        overlays.removeLast()
        return go(to: typed.date)
    }

    /// Looks again for what nobody has answered.
    mutating func searchAgain() -> [Effect] {
        guard case .find(var find)? = overlays.last, find.foundBy != find.field.trimmed else { return [] }
        return search(&find)
    }

    mutating func search(_ find: inout Find) -> [Effect] {
        find.marked = 0
        find.isMarked = false
        let text = find.field.trimmed
        if text.isEmpty {
            find.customers = []
            find.bookings = []
        }
        overlays[overlays.count - 1] = .find(find)
        return text.isEmpty ? [] : [.findCustomers(text), .findBookings(text)]
    }

    /// Shows a booking of any date in the calendar; one that is not there yet is asked for first.
    private mutating func jump(to reference: Reference) -> [Effect] {
        overlays.removeAll()
        if let booking = sheet?.bookings.first(where: { $0.reference == reference }) { return reveal(booking) }
        jump = reference
        notice = Notice(.waiting, "Looking for \(reference)")
        return [.findBookings(reference.description)]
    }

    /// What was found for a search, or for a jump; nothing when neither waits for it any more.
    mutating func take(_ bookings: [Booking], for text: String) -> [Effect] {
        guard jump?.description == text else {
            take(bookings, forSearch: text)
            return []
        }
        defer { jump = nil }
        guard overlays.isEmpty else { return [] }
        guard let booking = bookings.first(where: { $0.reference.description == text }) else {
            notice = Notice(.failed, "Not found", jump?.description ?? "")
            return []
        }
        notice = nil
        return reveal(booking)
    }

    private mutating func take(_ bookings: [Booking], forSearch text: String) {
        guard case .find(var find)? = overlays.last, find.field.trimmed == text else { return }
        // They are asked for after the customers, and come after them.
        find.foundBy = text
        find.change { $0.bookings = bookings }
        overlays[overlays.count - 1] = .find(find)
    }

    private mutating func performInFind(_ command: Command, _ find: Find, key: Key) -> [Effect] {
        var find = find
        switch command {
        case .up, .down:
            find.marked = move(find.marked, command, count: find.count)
            find.isMarked = true
        case .pick:
            return numberedLine(key).map { takeFound(find, $0) } ?? []
        case .take: return takeFound(find, find.marked)
        default: break
        }
        overlays[overlays.count - 1] = .find(find)
        return []
    }

    /// A customer's file is opened over what was found, a booking is shown in the calendar.
    private mutating func takeFound(_ find: Find, _ index: Int) -> [Effect] {
        if let found = find.customers[safe: index] { return openCustomer(found) }
        guard let booking = find.bookings[safe: index - find.customers.count] else { return [] }
        overlays.removeAll()
        return show(booking) + openCard(booking)
    }

    private mutating func performInCard(_ command: Command, _ booking: Booking) -> [Effect] {
        let booking = sheet?.booking(booking.id) ?? booking
        switch command {
        case .cancel:
            if booking.status == .hold { overlays.removeLast() }
            return cancel(booking)
        case .goOn: return goOn(with: booking)
        case .move: startMoving(booking)
        case .checkIn, .complete, .noShow: return mark(booking, by: command)
        case .customer: return booking.customer.map { openCustomer(FoundCustomer(customer: $0)) } ?? []
        case .resend: return [.resend(booking.reference)]
        default: scroll(command)
        }
        return []
    }

    mutating func take(_ entries: [MailEntry]) {
        guard case .mail(var log)? = overlays.last else { return }
        // The mark stays on its mail when others come above it, and when it is too old to be among the newest: what is
        // sent again must be what was looked at.
        let marked = log.entries?[safe: log.marked]
        var entries = entries
        if let marked, !entries.contains(where: { $0.notification.id == marked.notification.id }) {
            entries.append(marked)
        }
        log.entries = entries
        log.marked = entries.firstIndex { $0.notification.id == marked?.notification.id } ?? 0
        overlays[overlays.count - 1] = .mail(log)
        mail.seen = mail.undelivered
    }

    private mutating func performInMail(_ command: Command, _ log: MailLog) -> [Effect] {
        var log = log
        let entry = log.entries?[safe: log.marked]
        switch command {
        case .up, .down:
            log.marked = move(log.marked, command, count: log.entries?.count ?? 0)
            log.scrolled = 0
        case .pageUp, .pageDown:
            scroll(command)
            return []
        case .resend: return entry.map { [.resend($0.notification.booking), .loadMail] } ?? []
        case .take:
            return entry.map { jump(to: $0.notification.booking) } ?? []
        default: break
        }
        overlays[overlays.count - 1] = .mail(log)
        return []
    }

    /// The marked theme shows at once; leaving brings the old one back.
    private mutating func performInThemes(_ command: Command, _ marked: Int) -> [Effect] {
        switch command {
        case .up, .down:
            let next = move(marked, command, count: themes.count)
            overlays[overlays.count - 1] = .themes(marked: next)
            return themes[safe: next].map { [.useTheme($0)] } ?? []
        case .take:
            overlays.removeLast()
            theme = themes[safe: marked] ?? theme
            notice = Notice(.done, "Theme", theme)
            // Once more, for one that cannot be used must not be called chosen.
            return [.useTheme(theme), .keepTheme(theme)]
        default: break
        }
        return []
    }

    /// Escape from what lies on top of the desk.
    mutating func closeOverlay() -> [Effect] {
        if case .customer(var card)? = overlays.last, card.form != nil {
            card.form = nil
            overlays[overlays.count - 1] = .customer(card)
            return []
        }
        let closed = overlays.removeLast()
        if case .themes = closed, !theme.isEmpty { return [.useTheme(theme)] }
        return []
    }

    /// Goes on or back in the text on top, no further than to its ends: a step back must show at once.
    mutating func scroll(_ command: Command) {
        guard let overlay = overlays.last, let scrolled = overlay.scrolled else { return }
        let (page, last) = DeskView(self).reading
        let lines: Int
        switch command {
        case .up: lines = -1
        case .down: lines = 1
        case .pageUp: lines = -page
        case .pageDown: lines = page
        case .firstRow: lines = -last
        case .lastRow: lines = last
        default: return
        }
        overlays[overlays.count - 1] = overlay.scrolled(to: min(max(0, min(scrolled, last) + lines), last))
    }
}
