import Availability
import Booking

extension Sheet {
    /// Takes over one booking as an answer had it, ahead of the next whole reading.
    mutating func merge(_ booking: Booking, answeredAt moment: Moment) {
        var booking = booking
        if let hold = booking.hold {
            let passed = Int(received.milliseconds(until: moment))
            booking.hold = Booking.Hold(expires: hold.expires, millisecondsLeft: hold.millisecondsLeft + passed)
        }
        bookings.removeAll { $0.id == booking.id }
        bookings.insert(booking, at: index(ofFirstStartingAtOrAfter: booking.starts))
        schedule.occupancies.removeAll { $0.reference == booking.reference.description }
        if occupies(booking, at: moment) {
            schedule.occupancies.append(Occupancy(booking))
        }
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
