/// The steps of one therapist's grid, free or not, in seconds since the epoch.
struct StartSteps: Sendable {
    /// Seconds from one to the next.
    let step: Int64
    /// Where they are counted from anew; ascending.
    let anchors: [Int64]

    /// The steps of a grid that is the same for all; nil when each window has its own.
    init?(grid: StartGrid) {
        guard case .absolute(let origin) = grid.anchor else { return nil }
        step = Int64(grid.granularity) * 60
        anchors = [origin.secondsSinceEpoch]
    }

    /// Steps that are counted from the start of each window; `granularity` in minutes.
    init(granularity: Int, windows: ArraySlice<Interval>, mondays: [Int64]) {
        step = Int64(granularity) * 60
        anchors = Self.anchors(of: windows, mondays: mondays)
    }

    /// The first step at or after `second`.
    func first(notBefore second: Int64) -> Int64? {
        guard !anchors.isEmpty else { return nil }
        let next = anchors.firstIndex(notBefore: second)
        if next < anchors.count, anchors[next] == second { return second }
        let anchor = anchors[max(0, next - 1)]
        let candidate = anchor - (anchor - second).dividedRoundingDown(by: step) * step
        guard next < anchors.count, anchor < anchors[next] else { return candidate }
        return min(candidate, anchors[next])
    }

    /// The last step at or before `second`.
    func last(notAfter second: Int64) -> Int64? {
        guard !anchors.isEmpty else { return nil }
        let anchor = anchors[max(0, anchors.firstIndex(notBefore: second + 1) - 1)]
        return anchor + (second - anchor).dividedRoundingDown(by: step) * step
    }

    /// The last step before `second`, but no earlier than `limit`, that is wanted.
    func last(before second: Int64, downTo limit: Int64, where isWanted: (Int64) -> Bool) -> Int64? {
        var step = last(notAfter: second - 1)
        while let candidate = step, candidate >= limit {
            if isWanted(candidate) { return candidate }
            step = last(notAfter: candidate - 1)
        }
        return nil
    }

    /// The first step after `second`, but no later than `limit`, that is wanted.
    func first(after second: Int64, upTo limit: Int64, where isWanted: (Int64) -> Bool) -> Int64? {
        var step = first(notBefore: second + 1)
        while let candidate = step, candidate <= limit {
            if isWanted(candidate) { return candidate }
            step = first(notBefore: candidate + 1)
        }
        return nil
    }

    /// Those that the steps in `seconds` are counted from.
    func anchors(of seconds: Range<Int64>) -> ArraySlice<Int64> {
        let first = max(0, anchors.firstIndex(notBefore: seconds.lowerBound + 1) - 1)
        let end = max(first + 1, anchors.firstIndex(notBefore: seconds.upperBound))
        return anchors[first..<min(end, anchors.count)]
    }

    /// All steps in `seconds`, ascending.
    func forEach(in seconds: Range<Int64>, _ body: (Int64) -> Void) {
        guard var start = first(notBefore: seconds.lowerBound) else { return }
        while start < seconds.upperBound {
            let next = anchors.firstIndex(notBefore: start + 1)
            let end = next < anchors.count ? min(anchors[next], seconds.upperBound) : seconds.upperBound
            while start < end {
                body(start)
                start += step
            }
            start = end
        }
    }

    /// The start of each window. One that goes on for whole weeks has no start to speak of, so its steps are counted
    /// anew at each Monday's midnight that begins or ends a week it fills: thus they do not depend on how far back
    /// anybody looked.
    private static func anchors(of windows: ArraySlice<Interval>, mondays: [Int64]) -> [Int64] {
        var anchors: [Int64] = []
        func add(_ anchor: Int64) {
            if anchor > anchors.last ?? .min { anchors.append(anchor) }
        }
        for window in windows {
            let window = window.start.secondsSinceEpoch...window.end.secondsSinceEpoch
            add(window.lowerBound)
            // The shortest week that there was had six days.
            guard window.upperBound - window.lowerBound >= 6 * 86_400 else { continue }
            for (monday, next) in zip(mondays, mondays.dropFirst())
            where window.contains(monday) && window.contains(next) {
                add(monday)
                add(next)
            }
        }
        return anchors
    }
}
