import Availability
import Booking
import BookingStore
import Postgres

/// An upcoming booking that the practice as it is described now would not take: it stays until somebody moves or cancels it.
struct UncoveredBooking {
    let booking: Booking
    /// At least one.
    let reasons: [ExplainedReason]

    /// All of them, in the order of their starts.
    static func all(_ practice: PracticeView, in office: inout Office) throws -> [UncoveredBooking] {
        let upcoming = try upcoming(in: &office)
        guard let last = upcoming.last else { return [] }
        let span = Interval(min(.now, last.starts), last.starts.advanced(byMinutes: 1))
        let schedule = try office.store.practiceSchedule(over: span).schedule
        return upcoming.compactMap { UncoveredBooking($0, practice, schedule) }
    }

    /// Bookings and holds that have not begun.
    static func upcoming(in office: inout Office) throws -> [Booking] {
        let now = Instant.now
        let years = Interval(now, now.advanced(byMinutes: 10 * 366 * 1440))
        return try office.store.ask(Statement.bookings(during: years)).filter { booking in
            booking.starts > now && [.hold, .confirmed].contains(booking.status)
        }
    }

    /// Nil when it is covered. The booking keeps the lengths with which it was made, whatever its service has now.
    private init?(_ booking: Booking, _ practice: PracticeView, _ schedule: Schedule) {
        let id = booking.service.times.id
        var judged = schedule
        judged.span = Interval(booking.starts, booking.starts.advanced(byMinutes: 1))
        judged.occupancies = []
        judged.services = schedule.services.filter { $0.id == id }.map { _ in booking.times }
        let reasons = judged.reasons(
            service: id, start: booking.starts, therapist: booking.therapist.id, room: booking.room.id)
        var service = booking.service
        service.times = booking.times
        let explanation = Explanation(
            of: service, at: booking.starts, catalog: practice.catalog, clock: practice.clock)
        self.booking = booking
        self.reasons = reasons.filter(\.isAboutPractice).map { reason in
            var explained = ExplainedReason(reason, by: explanation)
            explained.sentence = reason.former(of: booking) ?? explained.sentence
            return explained
        }
        if self.reasons.isEmpty { return nil }
    }
}

extension Booking {
    /// The lengths with which it was made.
    fileprivate var times: ServiceTimes {
        ServiceTimes(
            id: service.times.id, duration: starts.minutes(until: ends), prep: blockedFrom.minutes(until: starts),
            recovery: ends.minutes(until: therapistReleased), turnover: ends.minutes(until: roomReleased))
    }
}

extension Reason {
    /// Whether it is what the practice is that is against a booking, and not the moment or another booking.
    fileprivate var isAboutPractice: Bool {
        switch self {
        case .past, .outsideSpan, .offGrid, .therapistBusy, .roomBusy: false
        default: true
        }
    }

    /// That somebody or something of the booking is gone, by name; nil for other reasons.
    fileprivate func former(of booking: Booking) -> String? {
        switch self {
        case .unknownService: "\(booking.service.name) is not offered any more"
        case .unknownTherapist: "\(booking.therapist.name) is not in the practice any more"
        case .unknownRoom: "\(booking.room.name) is not in the practice any more"
        default: nil
        }
    }
}
