public import Availability

extension [Reason] {
    /// What decides stands first: what can never be, then what no booking brought about, then what other bookings did,
    /// and last that another minute would do. The steps of several therapists become one reason.
    public var decisiveFirst: [Reason] {
        let others = filter { !$0.isStep }
        let ordered = others.enumerated().sorted { left, right in
            (left.element.rank, left.offset) < (right.element.rank, right.offset)
        }
        return ordered.map(\.element) + joinedStep
    }

    /// The nearest steps of all.
    private var joinedStep: [Reason] {
        let steps = compactMap { reason -> (before: Instant?, after: Instant?)? in
            if case .offGrid(let before, let after) = reason { (before, after) } else { nil }
        }
        guard !steps.isEmpty else { return [] }
        return [.offGrid(before: steps.compactMap(\.before).max(), after: steps.compactMap(\.after).min())]
    }
}

extension Reason {
    fileprivate var isStep: Bool {
        if case .offGrid = self { true } else { false }
    }

    fileprivate var rank: Int {
        switch self {
        case .past, .outsideSpan: 0
        case .unknownService, .unknownTherapist, .unknownRoom, .serviceNotDone, .serviceDoesNotFit: 1
        case .timeOff, .roomClosed: 2
        case .outsideHours, .roomNotOpen: 3
        case .therapistBusy, .roomBusy: 4
        case .offGrid: 5
        }
    }
}
