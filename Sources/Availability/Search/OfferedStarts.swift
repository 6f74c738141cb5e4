/// The starts of one therapist that the grid offers, free or not, in seconds since the epoch.
struct OfferedStarts {
    /// Seconds between steps.
    private let step: Int64
    /// Where the steps are counted from anew; ascending.
    private let anchors: [Int64]
    /// The starts off the steps that leave no gap; ascending.
    private let abutting: [Int64]

    init(grid: StartGrid, rules: StartRules, mondays: [Int64]) {
        step = Int64(grid.granularity) * 60
        abutting = grid.abutting ? Self.abutting(rules) : []
        switch grid.anchor {
        case .absolute(let origin): anchors = [origin.secondsSinceEpoch]
        case .window: anchors = Self.anchors(of: rules.openings, mondays: mondays)
        }
    }

    /// The first offered start at or after `second`.
    func first(notBefore second: Int64) -> Int64? {
        let step = firstStep(notBefore: second)
        guard let index = abutting.firstIndex(notBefore: second) else { return step }
        return min(step ?? .max, abutting[index])
    }

    func firstStep(notBefore second: Int64) -> Int64? {
        guard !anchors.isEmpty else { return nil }
        let next = anchors.firstIndex(notBefore: second)
        if let next, anchors[next] == second { return second }
        let anchor = anchors[max(0, (next ?? anchors.count) - 1)]
        let candidate = anchor - (anchor - second).dividedRoundingDown(by: step) * step
        guard let next, anchor < anchors[next] else { return candidate }
        return min(candidate, anchors[next])
    }

    func lastStep(notAfter second: Int64) -> Int64? {
        guard !anchors.isEmpty else { return nil }
        let later = anchors.firstIndex(notBefore: second + 1) ?? anchors.count
        let anchor = anchors[max(0, later - 1)]
        return anchor + (second - anchor).dividedRoundingDown(by: step) * step
    }

    /// The start of each window. One that goes on for whole weeks has no start to speak of, so its steps are counted
    /// anew at each Monday's midnight that begins or ends a week it fills: thus they do not depend on how far back
    /// anybody looked.
    private static func anchors(of openings: [StartRules.Opening], mondays: [Int64]) -> [Int64] {
        var anchors: Set<Int64> = []
        for opening in openings {
            let window = opening.window.start.secondsSinceEpoch...opening.window.end.secondsSinceEpoch
            anchors.insert(window.lowerBound)
            for (monday, next) in zip(mondays, mondays.dropFirst())
            where window.contains(monday) && window.contains(next) {
                anchors.formUnion([monday, next])
            }
        }
        return anchors.sorted()
    }

    /// Right before what a booking forbids, right after it, and at the end of each window.
    private static func abutting(_ rules: StartRules) -> [Int64] {
        var starts = rules.openings.compactMap(\.starts.last)
        for ban in rules.bans {
            guard case .booking = ban.obstacle else { continue }
            starts.append(ban.starts.lowerBound - 1)
            starts.append(ban.starts.upperBound)
        }
        return starts.sorted()
    }
}

extension [Int64] {
    /// The index of the first element that is not less than `value`, of an ascending array; nil when all are less.
    fileprivate func firstIndex(notBefore value: Int64) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < count ? low : nil
    }
}
