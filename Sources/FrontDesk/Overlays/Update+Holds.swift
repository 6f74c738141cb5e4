import Availability
import Booking
import Screen

extension Model {
    mutating func performInHolds(_ command: Command, _ list: HoldList) -> [Effect] {
        var list = list
        switch command {
        case .up, .down:
            list.marked = move(list.marked, command, count: list.bookings.count)
            overlays[overlays.count - 1] = .holds(list)
        case .cancel:
            guard let marked = list.bookings[safe: list.marked] else { return [] }
            if let end = end(of: marked) {
                notice = Notice(.waiting, "\(marked.reference) is no hold any more: it \(end).", isHint: true)
                return []
            }
            return cancel(sheet?.booking(marked.id) ?? marked)
        case .take:
            guard let marked = list.bookings[safe: list.marked] else { return [] }
            let booking = sheet?.booking(marked.id) ?? marked
            if isOwnHold(booking) { return goOn(with: booking) }
            overlays.removeLast()
            return reveal(booking)
        default: break
        }
        return []
    }

    /// Whether it still holds, and is this desk's.
    func isOwnHold(_ booking: Booking) -> Bool {
        booking.status == .hold && isOwn(booking) && sheet?.occupies(booking, at: now) == true
    }

    /// Whether the mark in the list of holds is on one that this desk can go on with.
    var marksOwnHold: Bool {
        guard case .holds(let list)? = overlays.last, let marked = list.bookings[safe: list.marked] else {
            return false
        }
        return isOwnHold(sheet?.booking(marked.id) ?? marked)
    }

    /// Takes up a hold that no booking in the making has: it was made in a shell, or by a desk that has ended since.
    mutating func goOn(with hold: Booking) -> [Effect] {
        guard let sheet else { return [] }
        let date = sheet.zone.localDateTime(at: hold.starts).date
        var flow = Flow(step: hold.customer == nil ? .customer : .confirm, from: date)
        flow.service = hold.service
        flow.customer = hold.customer
        flow.held = hold
        flow.order = slotOrder
        flow.origin = day
        lastService = hold.service.id
        notice = nil
        overlays = [.flow(flow)]
        return show(hold)
    }

    /// What became of a hold, as the end of a sentence; nil: it still holds.
    func end(of hold: Booking) -> String? {
        guard let sheet, let clock = instant else { return nil }
        guard let now = sheet.booking(hold.id) else {
            // Of dates that are not shown nothing but holds is read, and so not what ended one.
            return (hold.hold?.expires ?? clock) > clock ? "was confirmed or cancelled" : "ran out"
        }
        guard now.status == .hold else {
            return now.status == .cancelled ? "was cancelled" : "is \(now.status.name)"
        }
        return sheet.occupies(now, at: self.now) ? nil : "ran out"
    }

    /// Holds that were made while their list is open come below the others.
    mutating func listNewHolds() {
        guard case .holds(var list)? = overlays.last, let sheet else { return }
        list.add(sheet.holds(at: now))
        overlays[overlays.count - 1] = .holds(list)
    }
}
