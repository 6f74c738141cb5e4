/// A row of bits for each therapist, or each room, and a column for each start.
///
/// The bits of 64 columns of one row are a word, and the words of the same columns, a block, lie side by side: painting
/// a stretch of starts touches a word or two, and whoever asks about a start reads what is next to each other.
struct BitBoard {
    let rows: Int
    let columns: Int
    private var words: [UInt64]

    init(rows: Int, columns: Int, filled: Bool = false) {
        self.rows = rows
        self.columns = columns
        // A row more for those who are not looked for, and a block more that stretches may reach into: painting what is
        // never read is quicker than asking whether it matters.
        words = Array(repeating: filled ? .max : 0, count: (columns / 64 + 2) * (rows + 1))
    }

    /// Lends the bits to `body` for painting.
    mutating func paint(_ body: (BitBrush) -> Void) {
        let stride = rows + 1
        words.withUnsafeMutableBufferPointer { body(BitBrush(words: $0, stride: stride)) }
    }

    /// The columns of a block in which some row has its bit.
    func anyRow(inBlock block: Int) -> UInt64 {
        words.withUnsafeBufferPointer { words in
            let first = block * (rows + 1)
            var any: UInt64 = 0
            for index in first..<first + rows { any |= words[index] }
            return any
        }
    }

    /// The rows that have their bit in a column: bit `i` is row `first + i`, of 64 rows at most.
    func members(at column: Int, from first: Int) -> UInt64 {
        words.withUnsafeBufferPointer { words in
            let shift = UInt64(column % 64)
            let start = column / 64 * (rows + 1) + first
            var members: UInt64 = 0
            for row in 0..<min(64, rows - first) {
                members |= (words[start + row] &>> shift & 1) &<< UInt64(row)
            }
            return members
        }
    }
}

/// Paints the bits of a board for as long as they are lent. The row after the last is nobody's.
struct BitBrush {
    fileprivate let words: UnsafeMutableBufferPointer<UInt64>
    /// From a word of a row to its next.
    fileprivate let stride: Int

    @inline(__always)
    func set(_ row: Int, _ column: Int) {
        words[column / 64 * stride + row] |= 1 &<< UInt64(truncatingIfNeeded: column)
    }

    @inline(__always)
    func set(_ row: Int, _ columns: Range<Int>) {
        forEachWord(row, columns) { words[$0] |= $1 }
    }

    @inline(__always)
    func clear(_ row: Int, _ columns: Range<Int>) {
        forEachWord(row, columns) { words[$0] &= ~$1 }
    }

    /// Calls `body` with the index of each word that holds some of `columns`, and with their bits.
    ///
    /// What a booking forbids is mostly shorter than 64 columns, and lies in two words at most: both are painted, even if
    /// nothing is left for the second.
    @inline(__always)
    private func forEachWord(_ row: Int, _ columns: Range<Int>, _ body: (Int, UInt64) -> Void) {
        var word = columns.lowerBound &>> 6 &* stride &+ row
        var offset = UInt64(truncatingIfNeeded: columns.lowerBound & 63)
        var rest = columns.upperBound &- columns.lowerBound
        while rest >= 64 {
            body(word, .max &<< offset)
            word &+= stride
            rest &-= 64 &- Int(truncatingIfNeeded: offset)
            offset = 0
        }
        let bits = ~(UInt64.max &<< UInt64(truncatingIfNeeded: rest))
        body(word, bits &<< offset)
        body(word &+ stride, (bits &>> 1) &>> (63 &- offset))
    }
}
