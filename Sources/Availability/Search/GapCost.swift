/// What a slot costs a therapist in time that can no longer be sold.
///
/// A stretch of L minutes wastes L less the most that the therapist's services, each with its prep and recovery and as
/// often as one likes, fill of it (an unbounded knapsack whose values are its weights). A slot that splits a stretch
/// into what is before and what is after it costs `waste(before) + waste(after) - waste(stretch)`. That is never
/// negative: whatever fills before and after, and the slot itself, are one way to fill the stretch.
///
/// A stretch is all that a booking of this service could cover by sliding from the slot to either side until it meets
/// another booking, time off, the edge of the working window, or the present. So a buffer that reaches past a window or
/// into time off belongs to the stretch, since there it costs nobody anything, and what has passed does not, since
/// it cannot be sold any more. Neither side counts for more than a day.
struct GapCost: Sendable {
    /// By minutes.
    private let waste: [Int]
    /// Prep, duration and recovery of the slot's own service.
    private let length: Int

    private static let horizon = 1440

    /// - Parameters:
    ///   - lengths: What the therapist's services take, in minutes; those below 1 do not count.
    ///   - length: Which of them is looked for.
    ///   - free: All the free starts, in seconds since the epoch.
    init(lengths: [Int], length: Int, free: [Range<Int64>]) {
        self.length = length
        let slack = free.map { Int($0.upperBound - 1 - $0.lowerBound) / 60 }.max() ?? 0
        waste = Self.waste(of: lengths.filter { $0 > 0 }.sorted(), upTo: min(slack, 2 * Self.horizon) + length)
    }

    /// Minutes that cannot be sold once `start` is taken, out of the free starts around it.
    func cost(of start: Int64, in free: Range<Int64>) -> Int {
        let before = min(Int(start - free.lowerBound) / 60, Self.horizon)
        let after = min(Int(free.upperBound - 1 - start) / 60, Self.horizon)
        return waste[before] + waste[after] - waste[before + length + after]
    }

    /// Minutes wasted of a stretch of 0 ... `longest` minutes. Ascending `lengths` that together make exactly the
    /// stretch waste nothing; else it wastes a minute more than the stretch that is shorter by one.
    private static func waste(of lengths: [Int], upTo longest: Int) -> [Int] {
        var waste = [0]
        waste.reserveCapacity(longest + 1)
        for minutes in 1..<longest + 1 {
            let isFilled = lengths.prefix { $0 <= minutes }.contains { waste[minutes - $0] == 0 }
            waste.append(isFilled ? 0 : waste[minutes - 1] + 1)
        }
        return waste
    }
}
