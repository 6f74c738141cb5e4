import Booking

extension BookingConflictError {
    /// The same as its text, for the narrow pane beside the calendar: what is taken first, then by whom.
    func lines(clock: WallClock) -> [String] {
        guard case .taken(let booking, let resource) = cause else { return ["Many desks want this slot. Try again."] }
        let name = resource == .therapist ? booking.therapist.name.firstWord : booking.room.name
        let released = resource == .therapist ? booking.therapistReleased : booking.roomReleased
        let taken = "\(name) is taken until \(clock.time(released, seenFrom: booking.starts))"
        guard booking.status == .hold, let hold = booking.hold else {
            return [taken, "\(booking.reference), \(booking.status.name)"]
        }
        let holder = booking.madeBy.staff.isEmpty ? booking.madeBy.terminal : booking.madeBy.staff
        return [taken, "held by \(holder) until \(clock.time(hold.expires))"]
    }
}
