import Booking
import Screen

extension Model {
    /// A key goes to what lies on top; Escape always leaves it.
    mutating func press(_ key: Key) -> [Effect] {
        if isTooSmall, key != .control("z"), key != .character("q") { return [] }
        if let command = command(for: key, in: place) { return obey(command, key: key) }
        endNotice(by: nil)
        return type(key)
    }

    /// Performs a command in the place where keys go, or says why it cannot be.
    mutating func obey(_ command: Command, key: Key) -> [Effect] {
        let place = self.place
        if let obstacle = obstacle(to: command, in: place, selected: selected) {
            notice = Notice(.waiting, obstacle, isHint: true)
            return []
        }
        if let newcomer = newcomer(under: command, in: place) {
            let by = isOwn(newcomer) ? "" : " from \(newcomer.madeBy.terminal)"
            let text = "\(newcomer.reference) has just come here\(by): the same key once more means it."
            notice = Notice(.waiting, text, isHint: true)
            return []
        }
        endNotice(by: command)
        return perform(command, key: key, in: place)
    }

    /// Takes away what is said if a key does; before that is performed, for what it says itself is news.
    private mutating func endNotice(by command: Command?) {
        if notice?.outlives(command, in: place) == false { notice = nil }
    }

    /// A booking that came under the cursor after the last key: what was meant was not this one.
    private func newcomer(under command: Command, in place: Place) -> Booking? {
        guard place == .desk, [.cancel, .move, .checkIn, .complete, .noShow].contains(command) else { return nil }
        guard let selected, selected.id != attended, flashes[selected.id] != nil else { return nil }
        return selected
    }

    private func command(for key: Key, in place: Place) -> Command? {
        let command = KeyMap.command(for: key, in: place)
        guard command == .pick, numberedLine(key) == nil else { return command }
        // A digit that takes no line belongs to what is typed; but not beside slots whose numbers it is not among.
        return place == .slot && flow?.digitsPickSlots == true ? command : nil
    }

    private mutating func perform(_ command: Command, key: Key, in place: Place) -> [Effect] {
        switch command {
        case .help:
            overlays.append(.help(place, scrolled: 0))
            return []
        case .suspend: return [.suspend]
        case .close where !isFlowOnTop:
            return closeOverlay()
        default: break
        }
        switch place {
        case .desk, .welcome: return performOnDay(command)
        case .service, .slot, .customer, .newCustomer, .confirm: return performInFlow(command, key: key)
        default: return performInOverlay(command, key: key)
        }
    }

    var isFlowOnTop: Bool {
        if case .flow = overlays.last { true } else { false }
    }

    /// A key that is no command types into the field on top, if there is one.
    private mutating func type(_ key: Key) -> [Effect] {
        switch overlays.last {
        case .flow: return typeInFlow(key)
        case .goTo(var field):
            if field.type(key) { overlays[overlays.count - 1] = .goTo(field) }
        case .reason(let booking, var field):
            if field.type(key) { overlays[overlays.count - 1] = .reason(booking, field) }
        case .customer(let card): edit(card) { $0.type(key) }
        case .find(var find):
            guard find.field.type(key) else { return [] }
            return search(&find)
        // Any key leaves an answer that is only read.
        case .why: overlays.removeLast()
        default: break
        }
        return []
    }

    /// Pasted text is typed into a field, and never does anything else.
    mutating func paste(_ text: String) -> [Effect] {
        switch overlays.last {
        case .flow: return pasteInFlow(text)
        case .goTo(var field):
            field.append(text)
            overlays[overlays.count - 1] = .goTo(field)
        case .reason(let booking, var field):
            field.append(text)
            overlays[overlays.count - 1] = .reason(booking, field)
        case .customer(let card):
            edit(card) { field in
                field.append(text)
                return true
            }
        case .find(var find):
            find.field.append(text)
            return search(&find)
        default: break
        }
        return []
    }

    /// Why a command cannot be performed now, in words for people; nil: it can.
    ///
    /// - Parameter selected: the booking under the cursor.
    func obstacle(to command: Command, in place: Place, selected: @autoclosure () -> Booking?) -> String? {
        switch (place, command) {
        case (.welcome, .useSample): return away
        case (.desk, .goTo), (.desk, .help), (.desk, .quit), (.desk, .suspend), (.desk, .theme): return nil
        case (.desk, _) where sheet == nil: return "Nothing has been read from the database yet."
        case (.desk, .cancel): return obstacle(toChanging: selected(), "cancelled")
        case (.desk, .move): return obstacle(toChanging: selected(), "moved")
        case (.desk, .customer):
            return selected()?.customer == nil ? "Put the cursor on a customer's booking first." : nil
        case (.card, .customer): return card?.customer == nil ? "Nobody is booked for it yet." : nil
        case (.customerForm, .take): return away
        case (.customerForm, .takeTheirs):
            guard let form = contestedForm else { return "Nobody else has changed this customer meanwhile." }
            let name = form.part.label.lowercased()
            return form.contested.contains(form.part) ? nil : "Nobody else has changed the \(name) meanwhile."
        case (.card, .goOn):
            return card.map(isOwnHold) == true ? nil : "Only a hold that was made at this desk can be gone on with."
        case (.card, .cancel): return obstacle(toChanging: card, "cancelled")
        case (.card, .move): return obstacle(toChanging: card, "moved")
        case (.desk, .checkIn), (.desk, .complete), (.desk, .noShow):
            return obstacle(toMarking: selected(), by: command)
        case (.card, .checkIn), (.card, .complete), (.card, .noShow): return obstacle(toMarking: card, by: command)
        case (.desk, .undo) where undoable == nil: return "Nothing was done at this desk that can be undone now."
        case (.desk, .undo): return away
        case (.holds, .cancel), (.reason, .take), (.confirm, .take), (.slot, .take), (.slot, .pick),
            (.newCustomer, .take):
            return away
        case (_, .holdAgain): return flow?.hasExpired == true ? away : "The hold has not run out."
        default: return nil
        }
    }

    /// The booking whose card is open, as it is now.
    private var card: Booking? {
        guard case .card(let booking, _)? = overlays.last else { return nil }
        return sheet?.booking(booking.id) ?? booking
    }

    private func obstacle(toChanging booking: Booking?, _ done: String) -> String? {
        guard let booking else { return "Put the cursor on a booking first." }
        guard booking.status == .hold || booking.status == .confirmed else {
            if booking.status == .cancelled, done == "cancelled" { return "\(booking.reference) is cancelled already." }
            return "\(booking.reference) is \(booking.status.name); it cannot be \(done)."
        }
        return away
    }

    var away: String? {
        switch link {
        case .live: nil
        case .reconnecting: "The database is away; nothing can be changed now."
        case .readOnly: "The database takes no changes now."
        }
    }
}
