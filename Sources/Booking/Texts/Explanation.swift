public import Availability

/// Says in words why a service cannot start at a time: one sentence for each reason, without its full stop.
///
/// The receptionist reads the sentences to a caller, so they name people and rooms and the practice's own times, and say
/// until when something is in the way.
public struct Explanation: Sendable {
    private let catalog: Catalog
    private let clock: WallClock
    private let service: Service
    private let start: Instant

    /// Explains `service` at `start`, with the names of `catalog` and the times of `clock`.
    public init(of service: Service, at start: Instant, catalog: Catalog, clock: WallClock) {
        self.service = service
        self.start = start
        self.catalog = catalog
        self.clock = clock
    }

    private var end: Instant { start.advanced(byMinutes: service.times.duration) }

    public func sentence(_ reason: Reason) -> String {
        switch reason {
        case .unknownService, .unknownTherapist, .unknownRoom, .serviceNotDone, .serviceDoesNotFit: unfit(reason)
        case .past, .outsideSpan, .offGrid: badStart(reason)
        case .outsideHours(let therapist, let window): outsideHours(name(therapist), window)
        case .timeOff(let therapist, let away): "\(name(therapist)) is off \(fromUntil(away))"
        case .therapistBusy(let therapist, let blocker): "\(name(therapist)): \(busy(blocker))"
        case .roomNotOpen(let room, let window): notOpen(name(room), window)
        case .roomClosed(let room, let closure): "\(name(room)) is closed \(fromUntil(closure))"
        case .roomBusy(let room, let blocker): "\(name(room)): \(busy(blocker))"
        }
    }

    private func unfit(_ reason: Reason) -> String {
        switch reason {
        case .unknownTherapist: "No such therapist works here"
        case .unknownRoom: "The practice has no such room"
        case .serviceNotDone(let therapist): "\(name(therapist)) does not do \(service.name)"
        case .serviceDoesNotFit(let room): "\(name(room)) is not set up for \(service.name)"
        default: "The practice does not offer this service"
        }
    }

    private func badStart(_ reason: Reason) -> String {
        switch reason {
        case .past(let now): "\(clock.dayAndTime(start)) has passed: it is \(clock.time(now, seenFrom: start)) now"
        case .outsideSpan(let span):
            "Only \(clock.dayAndTime(span.start)) to \(clock.dayAndTime(span.end)) was looked at"
        case .offGrid(let before?, let after?):
            "No step at \(clock.time(start)): the nearest starts are \(near(before)) and \(near(after))"
        case .offGrid(let before?, nil): "No step at \(clock.time(start)): the nearest start is \(near(before))"
        case .offGrid(nil, let after?): "No step at \(clock.time(start)): the nearest start is \(near(after))"
        default: "No start is offered at \(clock.time(start))"
        }
    }

    private func outsideHours(_ name: String, _ window: Interval?) -> String {
        guard let window else { return "\(name) does not work then" }
        guard window.contains(start) else {
            return "\(name) works next \(clock.span(window.start, window.end))"
        }
        return
            "\(name) works until \(near(window.end)); the \(service.times.duration) minutes would end at \(near(end))"
    }

    private func notOpen(_ name: String, _ window: Interval?) -> String {
        guard let window else { return "\(name) is not open then" }
        let from = start.advanced(byMinutes: -service.times.prep)
        let until = end.advanced(byMinutes: service.times.turnover)
        guard window.contains(from) else { return "\(name) is open next \(clock.span(window.start, window.end))" }
        let open = "\(near(window.start))–\(clock.time(window.end, seenFrom: window.start))"
        return "\(name) is open \(open); it would be needed \(clock.times(from, until))"
    }

    private func busy(_ blocker: Reason.Blocker) -> String {
        let until = near(blocker.until)
        return switch blocker.part {
        case .appointment: "booked for \(blocker.reference) until \(until)"
        case .prep: "prep of \(blocker.reference), which ends at \(until)"
        case .recovery: "recovery after \(blocker.reference) until \(until)"
        case .turnover: "turnover of \(blocker.reference) until \(until)"
        }
    }

    private func fromUntil(_ interval: Interval) -> String {
        "from \(near(interval.start)) until \(near(interval.end))"
    }

    private func near(_ instant: Instant) -> String { clock.time(instant, seenFrom: start) }
    private func name(_ therapist: TherapistID) -> String { catalog.therapist(therapist)?.name ?? "The therapist" }
    private func name(_ room: RoomID) -> String { catalog.room(room)?.name ?? "The room" }
}
