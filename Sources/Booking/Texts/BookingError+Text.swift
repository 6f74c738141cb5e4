import Availability

extension BookingError {
    /// What a receptionist needs to know: what is the matter, who has it and until when, and what to do next.
    ///
    /// No customer's name is in it, so it may be logged. The reasons of `.notBookable` are said by `Explanation`.
    public func text(clock: WallClock) -> String {
        switch self {
        case .conflict(let conflict): conflict.text(clock: clock)
        case .holdExpired(let booking):
            "The hold \(booking.reference) ran out\(booking.ranOutAt(clock)). "
                + "Hold the slot again if it is still free."
        case .alreadyConfirmed(let booking):
            "\(booking.reference) is \(booking.status.name) already: \(booking.title(clock)). There is nothing left to do."
        case .notBookable: "This cannot be booked."
        case .wrongStatus(let booking):
            "\(booking.reference) is \(booking.status.name), and so it cannot be changed any more. Book a new slot instead."
        case .tooEarly(let booking):
            "\(booking.reference) begins \(clock.dayAndTime(booking.starts)): it is too early to say that."
        case .customerMissing(let booking):
            "The hold \(booking.reference) has no customer yet. Say who it is for, then confirm it."
        case .notFound(let reference):
            "There is no booking \(reference). Check the six characters; 0, O, 1, I and L are never among them."
        }
    }
}

extension BookingConflictError {
    /// Who has the therapist or the room, at which desk, and until when.
    public func text(clock: WallClock) -> String {
        guard case .taken(let booking, let resource) = cause else {
            return "Too many desks wanted this slot at the same moment. Try again."
        }
        let name = resource == .therapist ? booking.therapist.name : booking.room.name
        let released = resource == .therapist ? booking.therapistReleased : booking.roomReleased
        let until = clock.time(released, seenFrom: booking.starts)
        let what = "\(name) is taken until \(until) by \(booking.reference)"
        guard let hold = booking.hold, booking.status == .hold else {
            return "\(what): \(booking.title(clock)), \(booking.status.name)."
        }
        return
            "\(what): held\(booking.maker) until \(clock.time(hold.expires)). Choose another slot, or wait for the hold to run out."
    }
}

extension Reference {
    /// `K7M2QX was cancelled already, Tue 5 May 10:00 by Dana at desk-1: customer is ill.`
    ///
    /// - Parameter history: of the booking; what it does not know is left out.
    public func cancelledAlready(_ history: [HistoryEntry], clock: WallClock) -> String {
        guard let entry = history.last(where: { $0.to == .cancelled }) else { return "\(self) was cancelled already." }
        let staff = entry.by.staff.isEmpty ? "" : " by \(entry.by.staff)"
        let note = entry.note.isEmpty ? "" : ": \(entry.note)"
        let end = note.last.map { ".!?".contains($0) } == true ? "" : "."
        let who = "\(staff) at \(entry.by.terminal)"
        return "\(self) was cancelled already, \(clock.dayAndTime(entry.at))\(who)\(note)\(end)"
    }
}

extension Booking {
    /// `60-minute Swedish, Tue 5 May 10:00–11:00`: a booking named without its customer.
    public func title(_ clock: WallClock) -> String {
        "\(service.name), \(clock.span(starts, ends))"
    }

    /// The line to read back to the caller before the hold is confirmed.
    public func readBack(clock: WallClock, currency: String) -> String {
        let date = clock.zone.localDateTime(at: starts).date
        let price = Money(minorUnits: service.price, currency: currency)
        let person = customer.map { " for \($0.name)" } ?? ""
        return
            "\(service.name)\(person) on \(clock.fullDay(date)) from \(clock.time(starts)) to \(clock.time(ends, seenFrom: starts)), "
            + "with \(therapist.name) in \(room.name), \(price). Your reference is \(reference)."
    }

    fileprivate var maker: String {
        madeBy.staff.isEmpty ? " at \(madeBy.terminal)" : " by \(madeBy.staff) at \(madeBy.terminal)"
    }

    fileprivate func ranOutAt(_ clock: WallClock) -> String {
        hold.map { " at \(clock.time($0.expires))" } ?? ""
    }
}
