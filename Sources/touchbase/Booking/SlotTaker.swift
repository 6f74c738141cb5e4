import Availability
import Booking
import BookingStore
import Postgres

/// Holds a slot for somebody: the best there is at that start, or the next best when another desk is faster.
struct SlotTaker {
    let practice: PracticeView
    let service: Service
    let start: Instant
    /// Nil: whoever is best.
    var therapist: TherapistID?
    var room: RoomID?

    /// Holds the slot.
    ///
    /// - Throws: a `Failure` that says who has it or which rules are against it, with slots that can be booked instead.
    func hold(in office: inout Office, for customer: CustomerID?) throws -> Booking {
        try refuseTypingError()
        let schedule = try office.store.practiceSchedule(over: minute).schedule
        let candidates = schedule.slots(for: query(over: minute))
        guard !candidates.isEmpty else { throw try refusal(schedule, &office) }
        var lost: BookingError?
        for slot in candidates {
            do {
                return try office.store.perform(intent(to: slot, customer, office.settings.desk))
            } catch {
                guard case .booking(.conflict(let conflict)) = error else { throw error }
                lost = lost ?? .conflict(conflict)
            }
        }
        throw try withAlternatives(Failure(lost ?? .conflict(.init(.contended)), practice: practice), &office)
    }

    /// Nobody can be treated twice at once: most likely the same command was given a second time.
    ///
    /// - Throws: a conflict that names the customer's booking, with slots that do not meet it.
    func refuseSecondBooking(of customer: Customer, in office: inout Office) throws {
        let wanted = Interval(start, start.advanced(byMinutes: service.times.duration))
        let bookings = try office.store.ask(Statement.bookings(during: wanted))
        let own = bookings.first { booking in
            booking.customer?.id == customer.id && Interval(booking.starts, booking.ends).overlaps(wanted)
        }
        guard let own else { return }
        let what = "\(own.title(practice.clock)), with \(own.therapist.name) in \(own.room.name), \(own.status.name)"
        let failure = Failure(
            code: .conflict,
            message: "This customer has \(own.reference) at that time: \(what). Add --also to book for a second person."
        )
        throw try withAlternatives(failure, &office, apartFrom: Interval(own.starts, own.ends))
    }

    /// No practice books that far ahead: the year is wrong.
    func refuseTypingError() throws(Failure) {
        let last = practice.today.advanced(byDays: 5 * 366)
        guard start >= practice.zone.startOfDay(last) else { return }
        throw Failure(
            code: .invalid,
            message: "\(practice.clock.dayAndTime(start)) is more than five years ahead. Is the year right?")
    }

    private var minute: Interval { Interval(start, start.advanced(byMinutes: 1)) }

    private func query(over span: Interval) -> SlotQuery {
        SlotQuery(service: service.id, span: span, therapist: therapist, room: room)
    }

    private func intent(to slot: Slot, _ customer: CustomerID?, _ desk: Desk) -> Intent {
        Intent(
            .hold(
                service: service.id, therapist: slot.therapist, room: slot.room, start: slot.start, customer: customer),
            by: desk)
    }

    /// Why nothing can be had at that start: a conflict if only other bookings are in the way, else the rules.
    private func refusal(_ schedule: Schedule, _ office: inout Office) throws -> Failure {
        let verdict = StartVerdict(of: self, in: schedule)
        guard let blocker = verdict.onlyBlocker else {
            let failure = Failure(
                code: .notBookable,
                message: "\(service.name) cannot be booked at \(practice.clock.dayAndTime(start)).",
                reasons: verdict.reasons.map { ExplainedReason($0, by: verdict.explanation) })
            return try withAlternatives(failure, &office)
        }
        guard let reference = Reference(blocker.reference),
            let rival = try office.store.ask(Statement.booking(reference))
        else {
            return try withAlternatives(Failure(.conflict(.init(.contended)), practice: practice), &office)
        }
        let conflict = BookingConflictError(.taken(by: rival, blocker.resource))
        return try withAlternatives(Failure(.conflict(conflict), practice: practice), &office)
    }

    /// The nearest slots that can be booked: with the therapist and in the room that were asked for by name, if there are.
    private func withAlternatives(
        _ failure: Failure, _ office: inout Office, apartFrom taken: Interval? = nil
    ) throws -> Failure {
        let span = Interval(start.advanced(byMinutes: -7 * 1440), start.advanced(byMinutes: 14 * 1440))
        let schedule = try office.store.practiceSchedule(over: span).schedule
        func nearest(_ query: SlotQuery) -> [Slot] {
            let slots = schedule.alternatives(to: start, for: query, preferring: therapist, limit: .max)
            return Array(
                slots.lazy.filter { slot in taken.map { !$0.overlaps(Interval(slot.start, slot.end)) } ?? true }.prefix(
                    3))
        }
        let asNamed = nearest(query(over: span))
        var failure = failure
        failure.practice = practice
        failure.alternatives = asNamed.isEmpty ? nearest(SlotQuery(service: service.id, span: span)) : asNamed
        return failure
    }
}
