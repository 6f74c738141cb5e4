/// The starts that a search can list, numbered in the order of time: the columns of its boards.
///
/// Grids that agree share one spacing, mostly the granularity itself or a divisor of it, and then a column is a
/// multiplication away. Where the starts have no whole minute in common (a booking off the minute, a zone whose offset
/// has seconds), or would be too many, they are listed one by one: exact all the same, and no longer than what is
/// offered.
struct StartAxis {
    let count: Int
    /// Seconds between neighbours; 0 where they are listed.
    let spacing: Int64
    private let first: Int64
    private let end: Int64
    /// 2^64 / spacing, rounded up.
    private let reciprocal: UInt64
    private let listed: [Int64]

    /// The multiples of `spacing`, counted from `origin`, that lie in `span`; nil when they are not worth numbering.
    init?(spacing: Int64, origin: Int64, span: Range<Int64>) {
        guard (60...604_800).contains(spacing) else { return nil }
        let first = origin - (origin - span.lowerBound).dividedRoundingDown(by: spacing) * spacing
        let count = max(0, (span.upperBound - first + spacing - 1).dividedRoundingDown(by: spacing))
        guard count <= 1 << 21 else { return nil }
        self.first = first
        self.spacing = spacing
        self.count = Int(count)
        end = first + count * spacing
        reciprocal = .max / UInt64(spacing) + 1
        listed = []
    }

    /// These starts, in any order.
    init(listing starts: [Int64]) {
        var listed: [Int64] = []
        for start in starts.sorted() where start != listed.last { listed.append(start) }
        self.listed = listed
        count = listed.count
        (spacing, first, end, reciprocal) = (0, 0, 0, 0)
    }

    func second(at column: Int) -> Int64 {
        spacing == 0 ? listed[column] : first + Int64(column) * spacing
    }

    /// The columns of the starts in `seconds`.
    @inline(__always)
    func columns(in seconds: Range<Int64>) -> Range<Int> {
        let lower = column(notBefore: seconds.lowerBound)
        return lower..<max(lower, column(notBefore: seconds.upperBound))
    }

    /// The column of `second`; nil when it is none of the starts.
    func column(at second: Int64) -> Int? {
        let column = column(notBefore: second)
        return column < count && self.second(at: column) == second ? column : nil
    }

    /// The first column at or after `second`; `count` when there is none.
    ///
    /// Nothing overflows between `first` and `end`, and the quotient is exact: `distance * spacing` is far below 2^64
    /// (Granlund and Montgomery, "Division by Invariant Integers using Multiplication", 1994).
    @inline(__always)
    func column(notBefore second: Int64) -> Int {
        guard spacing > 0 else { return listed.firstIndex(notBefore: second) }
        guard second > first else { return 0 }
        guard second < end else { return count }
        let distance = UInt64(truncatingIfNeeded: second &- first &+ spacing &- 1)
        return Int(truncatingIfNeeded: distance.multipliedFullWidth(by: reciprocal).high)
    }
}

extension [Int64] {
    /// The index of the first element that is not less than `value`, of an ascending array; `count` when all are less.
    func firstIndex(notBefore value: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
