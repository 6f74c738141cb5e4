import Availability
import Booking

/// Whether a service can start at a time, with whom and where, and what is against the rest.
struct StartVerdict {
    let explanation: Explanation
    /// What can be booked, best first.
    let slots: [Slot]
    /// All that is against the other therapists and rooms, each reason once: what the start has already gone by first,
    /// then what is against those who come closest to it.
    let reasons: [Reason]
    /// What is against each pair of therapist and room that cannot be had.
    private let refusals: [[Reason]]

    /// Judges the start of `wanted`: its therapist and room, or all who do the service and all that fit.
    init(of wanted: SlotTaker, in schedule: Schedule) {
        explanation = Explanation(
            of: wanted.service, at: wanted.start, catalog: wanted.practice.catalog, clock: wanted.practice.clock)
        slots = schedule.slots(
            for: SlotQuery(
                service: wanted.service.id, span: schedule.span, therapist: wanted.therapist, room: wanted.room))
        let service = wanted.service.id
        let therapists =
            wanted.therapist.map { [$0] } ?? schedule.therapists.filter { $0.services.contains(service) }.map(\.id)
        let rooms = wanted.room.map { [$0] } ?? schedule.rooms.filter { $0.services.contains(service) }.map(\.id)
        var refusals: [[Reason]] = []
        for therapist in therapists {
            for room in rooms {
                let reasons = schedule.reasons(service: service, start: wanted.start, therapist: therapist, room: room)
                if !reasons.isEmpty { refusals.append(reasons) }
            }
        }
        // Who has the fewest rules against them decides: there it would take the least.
        let closestFirst = refusals.enumerated().sorted {
            ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
        }
        self.refusals = closestFirst.map(\.element)
        reasons = Self.joined(self.refusals)
    }

    private static func joined(_ refusals: [[Reason]]) -> [Reason] {
        let all = refusals.flatMap(\.decisiveFirst)
        // The step is said once, where it would have been said first.
        let step = all.filter(\.isStep).decisiveFirst.first
        var seen: Set<Reason> = []
        let once = all.map { reason in reason.isStep ? step ?? reason : reason }.filter { seen.insert($0).inserted }
        return once.filter(\.isPast) + once.filter { !$0.isPast }
    }

    /// A booking but for which some therapist and room could be had; nil when the rules are against all of them.
    var onlyBlocker: (reference: String, resource: BookingConflictError.Resource)? {
        guard let blocked = refusals.first(where: { $0.allSatisfy(\.isOtherBooking) }) else { return nil }
        switch blocked.first {
        case .therapistBusy(_, let blocker): return (blocker.reference, .therapist)
        case .roomBusy(_, let blocker): return (blocker.reference, .room)
        default: return nil
        }
    }
}

extension Reason {
    fileprivate var isStep: Bool {
        if case .offGrid = self { true } else { false }
    }

    fileprivate var isPast: Bool {
        if case .past = self { true } else { false }
    }
}
