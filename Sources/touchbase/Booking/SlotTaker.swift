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

    /// The nearest slots that can be booked, those of the same therapist and room if they were asked for by name.
    private func withAlternatives(_ failure: Failure, _ office: inout Office) throws -> Failure {
        let span = Interval(start.advanced(byMinutes: -7 * 1440), start.advanced(byMinutes: 14 * 1440))
        let schedule = try office.store.practiceSchedule(over: span).schedule
        var failure = failure
        failure.practice = practice
        failure.alternatives = schedule.alternatives(to: start, for: query(over: span), preferring: therapist)
        if failure.alternatives.isEmpty {
            let anybody = SlotQuery(service: service.id, span: span)
            failure.alternatives = schedule.alternatives(to: start, for: anybody, preferring: therapist)
        }
        return failure
    }
}
