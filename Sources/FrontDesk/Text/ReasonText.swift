import Availability
import Booking

extension Sheet {
    /// One rule that blocks, as a receptionist says it: `Room 2: turnover of K7M2QX until 14:15`.
    func text(_ reason: Reason) -> String {
        switch reason {
        case .unknownService, .unknownTherapist, .unknownRoom: "The practice no longer has this"
        case .serviceNotDone(let id): "\(name(id)) does not do this service"
        case .serviceDoesNotFit(let id): "\(name(id)): this service does not fit in"
        case .past: "This time has passed"
        case .outsideSpan: "These days are not loaded yet"
        case .offGrid(let before, let after): offGridText(before, after)
        case .outsideHours(let id, nil): "\(name(id)) does not work then"
        case .outsideHours(let id, let window?): "\(name(id)) works \(range(window))"
        case .timeOff(let id, let span): "\(name(id)): off until \(moment(span.end, seenFrom: span.start))"
        case .therapistBusy(let id, let blocker): "\(name(id)): \(text(blocker))"
        case .roomNotOpen(let id, nil): "\(name(id)) is not open then"
        case .roomNotOpen(let id, let window?): "\(name(id)) is open \(range(window))"
        case .roomClosed(let id, let span): "\(name(id)): closed until \(moment(span.end, seenFrom: span.start))"
        case .roomBusy(let id, let blocker): "\(name(id)): \(text(blocker))"
        }
    }

    private func offGridText(_ before: Instant?, _ after: Instant?) -> String {
        let offered = [before, after].compactMap { $0.map(zone.timeText) }
        return offered.isEmpty
            ? "No start is offered then" : "Starts are offered at \(offered.joined(separator: " and "))"
    }

    private func text(_ blocker: Reason.Blocker) -> String {
        let part =
            switch blocker.part {
            case .prep: "prep for "
            case .appointment: ""
            case .recovery: "recovery after "
            case .turnover: "turnover of "
            }
        return "\(part)\(blocker.reference) until \(zone.timeText(blocker.until))"
    }

    private func range(_ window: Interval) -> String {
        "\(zone.weekdayTimeText(window.start)) to \(zone.timeText(window.end))"
    }

    /// The time alone on the same date, else with the day.
    private func moment(_ instant: Instant, seenFrom other: Instant) -> String {
        let sameDay = zone.localDateTime(at: instant).date == zone.localDateTime(at: other).date
        return sameDay ? zone.timeText(instant) : zone.dateTimeText(instant)
    }

    private func name(_ id: TherapistID) -> String { catalog.therapist(id)?.name ?? "The therapist" }
    private func name(_ id: RoomID) -> String { catalog.room(id)?.name ?? "The room" }
}
