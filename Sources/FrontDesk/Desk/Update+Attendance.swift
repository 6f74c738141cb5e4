import Availability
import Booking
import Screen

extension Model {
    /// Says of a booking whether the customer came.
    mutating func mark(_ booking: Booking, by command: Command) -> [Effect] {
        guard let status = command.mark else { return [] }
        notice = Notice(.waiting, status.markName, summary(of: booking))
        return [ask(.mark(booking.reference, as: status), .mark(booking)).effect]
    }

    /// Gives a booking back the mark that it had.
    mutating func unmark(_ booking: Booking) -> [Effect] {
        notice = Notice(.waiting, "Undoing", summary(of: booking))
        return [ask(.mark(booking.reference, as: booking.status), .unmark).effect]
    }

    mutating func didMark(_ booking: Booking, before: Booking) {
        lastChange = .marked(before)
        notice = Notice(.done, "\(booking.status.markName) \(booking.reference)", summary(of: booking))
    }

    mutating func didUnmark(_ booking: Booking) {
        notice = Notice(.done, "\(booking.reference) is \(booking.status.name) again", summary(of: booking))
    }

    /// The database has the same rules, and the last word; here they keep a slip of the finger from being sent.
    func obstacle(toMarking booking: Booking?, by command: Command) -> String? {
        guard let booking, let status = command.mark else { return "Put the cursor on a booking first." }
        let reference = booking.reference
        switch (booking.status, status) {
        case (.hold, _), (.cancelled, _), (.expired, _):
            return "\(reference) is \(booking.status == .hold ? "a hold; confirm it first" : booking.status.name)."
        case (let now, let wanted) where now == wanted: return "\(reference) is \(now.name) already."
        case (.checkedIn, .noShow): return "\(reference) is checked in: the customer came."
        default: break
        }
        guard let sheet, let instant else { return away }
        let earliest = status == .checkedIn ? booking.starts.advanced(byMinutes: -720) : booking.starts
        guard instant < earliest else { return away }
        return "\(reference) begins \(sheet.clock.dayAndTime(booking.starts)); that is too early."
    }
}

extension Command {
    /// What a key says of a booking; nil for other keys.
    fileprivate var mark: BookingStatus? {
        switch self {
        case .checkIn: .checkedIn
        case .complete: .completed
        case .noShow: .noShow
        default: nil
        }
    }
}

extension BookingStatus {
    fileprivate var markName: String {
        switch self {
        case .checkedIn: "Checked in"
        case .completed: "Completed"
        case .noShow: "No-show"
        default: "Changed"
        }
    }
}
