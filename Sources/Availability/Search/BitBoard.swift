/// A row of bits for each therapist, or each room, and a column for each start. 64 columns are a block.
struct BitBoard {
    let rows: Int
    private var words: [UInt64]
    /// Words of a row, one of them spare: painting a word too much is quicker than asking whether there is one.
    private let stride: Int

    init(rows: Int, columns: Int, filled: Bool = false) {
        self.rows = rows
        stride = columns / 64 + 2
        words = Array(repeating: filled ? .max : 0, count: rows * stride)
    }

    /// Lends the bits of a row to `body` for painting.
    @inline(__always)
    mutating func paint(_ row: Int, _ body: (BitBrush) -> Void) {
        let row = row * stride..<(row + 1) * stride
        words.withUnsafeMutableBufferPointer { body(BitBrush(words: UnsafeMutableBufferPointer(rebasing: $0[row]))) }
    }

    /// The columns of a block in which some row has its bit.
    func anyRow(inBlock block: Int) -> UInt64 {
        words.withUnsafeBufferPointer { words in
            var (any, index): (UInt64, Int) = (0, block)
            while index < words.count {
                any |= words[index]
                index &+= stride
            }
            return any
        }
    }
}

/// Paints the bits of one row of a board for as long as they are lent.
struct BitBrush {
    fileprivate let words: UnsafeMutableBufferPointer<UInt64>

    @inline(__always)
    func set(_ column: Int) {
        words[column &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: column)
    }

    @inline(__always)
    func set(_ columns: Range<Int>) {
        guard columns.upperBound &- columns.lowerBound < 64 else { return inPieces(columns, set) }
        let (first, second) = masks(columns)
        words[columns.lowerBound &>> 6] |= first
        words[columns.lowerBound &>> 6 &+ 1] |= second
    }

    @inline(__always)
    func clear(_ columns: Range<Int>) {
        guard columns.upperBound &- columns.lowerBound < 64 else { return inPieces(columns, clear) }
        let (first, second) = masks(columns)
        words[columns.lowerBound &>> 6] &= ~first
        words[columns.lowerBound &>> 6 &+ 1] &= ~second
    }

    /// The bits of less than 64 columns, in the word of the first of them and in the next.
    ///
    /// What a booking forbids is mostly as short. Both words are painted, even if nothing is left for the second.
    @inline(__always)
    private func masks(_ columns: Range<Int>) -> (UInt64, UInt64) {
        let offset = UInt64(truncatingIfNeeded: columns.lowerBound & 63)
        let bits = ~(UInt64.max &<< UInt64(truncatingIfNeeded: columns.upperBound &- columns.lowerBound))
        return (bits &<< offset, (bits &>> 1) &>> (63 &- offset))
    }

    @inline(never)
    private func inPieces(_ columns: Range<Int>, _ paint: (Range<Int>) -> Void) {
        for first in Swift.stride(from: columns.lowerBound, to: columns.upperBound, by: 63) {
            paint(first..<min(first + 63, columns.upperBound))
        }
    }
}

/// Who has their bit in each of a block's columns: the block of a board, turned by a quarter.
struct BlockMembers {
    /// One after the other for each column a word for each 64 rows.
    private var words: [UInt64]
    private let groups: Int

    init(of board: borrowing BitBoard) {
        groups = (board.rows + 63) / 64
        words = Array(repeating: 0, count: 64 * groups)
    }

    /// Takes the members of those columns of a block that have their bit in `columns`.
    mutating func take(_ columns: UInt64, inBlock block: Int, of board: borrowing BitBoard) {
        words.withUnsafeMutableBufferPointer { words in
            words.update(repeating: 0)
            for row in 0..<board.rows {
                var rest = board.word(row, block) & columns
                while rest != 0 {
                    words[rest.trailingZeroBitCount &* groups &+ row &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: row)
                    rest &= rest &- 1
                }
            }
        }
    }

    /// Calls `body` with the rows that have their bit in a column, 64 of them at most at a time.
    @inline(__always)
    func forEach(at column: Int, _ body: (Members) -> Void) {
        let first = column % 64 * groups
        for group in 0..<groups where words[first + group] != 0 {
            body(Members(bits: words[first + group], offset: 64 * group))
        }
    }
}

extension BitBoard {
    @inline(__always)
    fileprivate func word(_ row: Int, _ block: Int) -> UInt64 {
        words.withUnsafeBufferPointer { $0[row &* stride &+ block] }
    }
}
