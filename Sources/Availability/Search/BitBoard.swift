/// A row of bits for each therapist, or each room, and a column for each start.
///
/// The bits of 64 columns of one row are a word, and the words of the same columns lie side by side: painting a stretch
/// of starts touches a word or two, and whoever asks about a start reads what is next to each other.
struct BitBoard {
    let rows: Int
    let columns: Int
    private var words: [UInt64]

    init(rows: Int, columns: Int, filled: Bool = false) {
        self.rows = rows
        self.columns = columns
        words = Array(repeating: filled ? .max : 0, count: (columns + 63) / 64 * rows)
    }

    /// How many blocks of 64 columns there are.
    var blocks: Int { (columns + 63) / 64 }

    /// Lends the bits to `body` for painting.
    mutating func paint(_ body: (BitBrush) -> Void) {
        let rows = rows
        words.withUnsafeMutableBufferPointer { body(BitBrush(words: $0, rows: rows)) }
    }

    /// The columns of a block in which some row has its bit.
    func anyRow(inBlock block: Int) -> UInt64 {
        words.withUnsafeBufferPointer { words in
            var any: UInt64 = 0
            for index in block * rows..<(block + 1) * rows { any |= words[index] }
            return any
        }
    }

    /// The rows that have their bit in a column: bit `i` is row `first + i`, of 64 rows at most.
    func members(at column: Int, from first: Int) -> UInt64 {
        words.withUnsafeBufferPointer { words in
            let shift = UInt64(column % 64)
            let start = column / 64 * rows + first
            var members: UInt64 = 0
            for row in 0..<min(64, rows - first) {
                members |= (words[start + row] &>> shift & 1) &<< UInt64(row)
            }
            return members
        }
    }
}

/// Paints the bits of a board for as long as they are lent.
struct BitBrush {
    fileprivate let words: UnsafeMutableBufferPointer<UInt64>
    fileprivate let rows: Int

    @inline(__always)
    func set(_ row: Int, _ column: Int) {
        words[column / 64 * rows + row] |= 1 &<< UInt64(truncatingIfNeeded: column)
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
    @inline(__always)
    private func forEachWord(_ row: Int, _ columns: Range<Int>, _ body: (Int, UInt64) -> Void) {
        guard !columns.isEmpty else { return }
        let last = columns.upperBound &- 1
        var word = columns.lowerBound &>> 6
        var bits = UInt64.max &<< UInt64(truncatingIfNeeded: columns.lowerBound)
        while word < last &>> 6 {
            body(word &* rows &+ row, bits)
            word &+= 1
            bits = .max
        }
        body(word &* rows &+ row, bits & .max &>> UInt64(truncatingIfNeeded: 63 &- last))
    }
}
