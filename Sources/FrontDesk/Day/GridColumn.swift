import Availability
import Booking

/// Whose time a column shows.
enum Resource: Hashable, Sendable {
    case therapist(TherapistID)
    case room(RoomID)
}

/// One column of the calendar: a therapist's or a room's date.
struct GridColumn {
    let resource: Resource
    let date: LocalDate
    /// The date's moments.
    let day: Interval
    /// Its name, and shorter forms of it for columns that have no room for the whole.
    let titles: [String]
    /// When they work, or it is open, on that date; ascending.
    let openings: [Interval]
    /// Time off or closures that touch the date.
    let absences: [Interval]
    /// In order of their starts.
    let bookings: [Booking]

    /// What a booking blocks in this column: prep, appointment, and recovery or turnover.
    func blockedRange(of booking: Booking) -> Interval {
        switch resource {
        case .therapist: Interval(booking.blockedFrom, max(booking.ends, booking.therapistReleased))
        case .room: Interval(booking.blockedFrom, max(booking.ends, booking.roomReleased))
        }
    }

    /// The share of the open minutes that is sold, 0 ... 1; nil when there are none.
    var utilisation: Double? { Utilisation(of: openings, without: [], sold: bookings)?.share }

    func isOpen(at instant: Instant) -> Bool {
        openings.contains { $0.contains(instant) }
    }

    /// When they work, or it is open, from `instant` on: at once, or at the next opening of the date; nil: no more.
    func nextOpening(from instant: Instant) -> Instant? {
        openings.first { $0.end > instant }.map { max($0.start, instant) }
    }

    /// An appointment of which some part lies outside the opening hours, or in an absence.
    func isUncovered(_ booking: Booking) -> Bool {
        absences.contains { $0.overlaps(Interval(booking.starts, booking.ends)) }
    }
}

extension Sheet {
    /// The columns of a date, one for each therapist or each room.
    func columns(_ arrangement: Arrangement, on date: LocalDate, at moment: Moment) -> [GridColumn] {
        switch arrangement {
        case .therapists:
            let bookings = bookings(blocking: zone.day(date), at: moment)
            return catalog.therapists.map { therapist in
                let names = [therapist.name, therapist.name.withInitial, therapist.name.firstWord]
                return column(.therapist(therapist.id), names, on: date, bookings)
            }
        case .rooms:
            let bookings = bookings(blocking: zone.day(date), at: moment)
            return catalog.rooms.map { column(.room($0.id), [$0.name], on: date, bookings) }
        case .week(let resource):
            return (0..<7).map { offset in
                let day = date.startOfWeek.advanced(byDays: offset)
                let names = [day.shortText, "\(day.weekday.shortName) \(day.day)"]
                return column(resource, names, on: day, bookings(blocking: zone.day(day), at: moment))
            }
        }
    }

    private func column(
        _ resource: Resource, _ titles: [String], on date: LocalDate, _ bookings: [Booking]
    ) -> GridColumn {
        let day = zone.day(date)
        let (hours, absences) = availability(of: resource)
        let mine = bookings.filter { booking in
            booking.uses(resource) && Interval(booking.blockedFrom, booking.released(resource)).overlaps(day)
        }
        return GridColumn(
            resource: resource, date: date, day: day, titles: titles,
            openings: zone.openings(hours, on: date, without: absences),
            absences: absences.filter { $0.overlaps(day) }, bookings: mine)
    }

    /// Nil hours: always open.
    private func availability(of resource: Resource) -> (hours: Hours?, absences: [Interval]) {
        switch resource {
        case .therapist(let id):
            let therapist = schedule.therapists.first { $0.id == id }
            return (therapist?.hours ?? Hours(weekly: [:]), therapist?.timeOff ?? [])
        case .room(let id):
            let room = schedule.rooms.first { $0.id == id }
            return (room?.hours, room?.closures ?? [])
        }
    }
}

extension Booking {
    func uses(_ resource: Resource) -> Bool {
        switch resource {
        case .therapist(let id): therapist.id == id
        case .room(let id): room.id == id
        }
    }

    /// When it gives the therapist or the room back.
    func released(_ resource: Resource) -> Instant {
        switch resource {
        case .therapist: therapistReleased
        case .room: roomReleased
        }
    }
}
