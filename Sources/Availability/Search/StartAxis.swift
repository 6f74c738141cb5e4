/// The starts that a search can list, numbered in the order of time: the columns of its boards.
///
/// Grids that agree share one spacing, mostly the granularity itself or a divisor of it, and then a column is a
/// multiplication away. Where the starts have no whole minute in common (a booking off the minute, a zone whose offset
/// has seconds), or would be too many, they are listed one by one: exact all the same, and no longer than what is
/// offered.
enum StartAxis {
    case even(EvenStarts)
    case listed(ListedStarts)

    /// These starts, in any order.
    init(listing starts: [Int64]) {
        self = .listed(ListedStarts(starts))
    }

    /// The multiples of `spacing`, counted from `origin`, that lie in `span`; nil when they are not worth numbering.
    init?(spacing: Int64, origin: Int64, span: Range<Int64>) {
        guard let starts = EvenStarts(spacing: spacing, origin: origin, span: span) else { return nil }
        self = .even(starts)
    }

    var count: Int {
        switch self {
        case .even(let starts): starts.count
        case .listed(let starts): starts.seconds.count
        }
    }

    /// Seconds between neighbours; nil where they are listed.
    var spacing: Int64? {
        guard case .even(let starts) = self else { return nil }
        return starts.spacing
    }

    func second(at column: Int) -> Int64 {
        switch self {
        case .even(let starts): starts.second(at: column)
        case .listed(let starts): starts.seconds[column]
        }
    }

    /// The first column at or after `second`; `count` when there is none.
    func column(notBefore second: Int64) -> Int {
        switch self {
        case .even(let starts): starts.column(notBefore: second)
        case .listed(let starts): starts.column(notBefore: second)
        }
    }

    /// The columns of the starts in `seconds`.
    func columns(in seconds: Range<Int64>) -> Range<Int> {
        column(notBefore: seconds.lowerBound)..<column(notBefore: seconds.upperBound)
    }

    /// The column of `second`; nil when it is none of the starts.
    func column(at second: Int64) -> Int? {
        let column = column(notBefore: second)
        return column < count && self.second(at: column) == second ? column : nil
    }

    /// Calls `body` with the columns of the starts that `starts` has of each of some things.
    @inline(__always)
    func forEach<Thing>(
        _ things: some Sequence<Thing>, _ starts: (Thing) -> Range<Int64>, _ body: (Range<Int>) -> Void
    ) {
        // Which kind it is, is asked once for all.
        switch self {
        case .even(let even):
            for thing in things {
                let seconds = starts(thing)
                let columns = (even.column(notBefore: seconds.lowerBound), even.column(notBefore: seconds.upperBound))
                body(Range(uncheckedBounds: columns))
            }
        case .listed:
            for thing in things { body(columns(in: starts(thing))) }
        }
    }
}

/// Starts with the same spacing from each to the next.
struct EvenStarts {
    let spacing: Int64
    let count: Int
    private let first: Int64
    private let end: Int64
    /// 2^64 / spacing, rounded up.
    private let reciprocal: UInt64

    fileprivate init?(spacing: Int64, origin: Int64, span: Range<Int64>) {
        guard (60...604_800).contains(spacing) else { return nil }
        let first = origin - (origin - span.lowerBound).dividedRoundingDown(by: spacing) * spacing
        let count = max(0, (span.upperBound - first + spacing - 1).dividedRoundingDown(by: spacing))
        guard count <= 1 << 21 else { return nil }
        self.first = first
        self.spacing = spacing
        self.count = Int(count)
        end = first + count * spacing
        reciprocal = .max / UInt64(spacing) + 1
    }

    fileprivate func second(at column: Int) -> Int64 {
        first + Int64(column) * spacing
    }

    /// Nothing overflows between `first` and `end`, and the quotient is exact: `distance * spacing` is far below 2^64
    /// (Granlund and Montgomery, "Division by Invariant Integers using Multiplication", 1994).
    @inline(__always)
    fileprivate func column(notBefore second: Int64) -> Int {
        let distance = UInt64(truncatingIfNeeded: min(max(second, first), end) &- (first &- spacing &+ 1))
        return Int(truncatingIfNeeded: distance.multipliedFullWidth(by: reciprocal).high)
    }
}

/// Starts that are known one by one.
struct ListedStarts {
    /// Ascending, each once.
    fileprivate let seconds: [Int64]

    fileprivate init(_ starts: [Int64]) {
        var seconds: [Int64] = []
        for start in starts.sorted() where start != seconds.last { seconds.append(start) }
        self.seconds = seconds
    }

    fileprivate func column(notBefore second: Int64) -> Int {
        seconds.firstIndex(notBefore: second)
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
