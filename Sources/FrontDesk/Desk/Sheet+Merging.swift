import Availability
import Booking

extension Sheet {
    /// Takes over one booking as an answer had it, ahead of the next whole reading.
    mutating func merge(_ booking: Booking, answeredAt moment: Moment) {
        let booking = counted(booking, from: moment)
        distantHolds.removeAll { $0.id == booking.id }
        bookings.removeAll { $0.id == booking.id }
        bookings.insert(booking, at: index(ofFirstStartingAtOrAfter: booking.starts))
        schedule.occupancies.removeAll { $0.reference == booking.reference.description }
        if occupies(booking, at: moment) {
            schedule.occupancies.append(Occupancy(booking))
        }
    }

    /// Takes over the live holds of all dates as they were read at `moment`. What becomes of those that the sheet has is
    /// the next whole reading's to say.
    mutating func takeHolds(_ holds: [Booking], readAt moment: Moment) {
        let known = Set(bookings.map(\.id))
        distantHolds = holds.filter { !known.contains($0.id) }.map { counted($0, from: moment) }
    }

    /// Goes on listing the holds of other dates that an older sheet knew, until they are read anew.
    mutating func keepHolds(of older: Sheet) {
        let others = (older.distantHolds + older.bookings.filter { $0.status == .hold })
            .filter { !schedule.span.contains($0.starts) }
        takeHolds(others, readAt: older.received)
    }

    /// The booking with the milliseconds that its hold had left at `moment` counted from `received`, as the sheet's are.
    private func counted(_ booking: Booking, from moment: Moment) -> Booking {
        guard let hold = booking.hold else { return booking }
        var booking = booking
        let passed = Int(received.milliseconds(until: moment))
        booking.hold = Booking.Hold(expires: hold.expires, millisecondsLeft: hold.millisecondsLeft + passed)
        return booking
    }

    /// The engine's input at this moment: time has passed since the reading, and holds have run out.
    func schedule(at moment: Moment) -> Schedule {
        var current = schedule
        current.now = now(at: moment)
        let gone = Set(bookings.filter { !occupies($0, at: moment) }.map(\.reference.description))
        current.occupancies.removeAll { gone.contains($0.reference) }
        return current
    }
}
