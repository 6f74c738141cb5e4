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

    /// Puts the words that a block's columns have in each row one after the other into `copies`, and returns the columns
    /// in which some row has its bit.
    @inline(__always)
    func copy(block: Int, into copies: UnsafeMutableBufferPointer<UInt64>) -> UInt64 {
        words.withUnsafeBufferPointer { words in
            var (any, index): (UInt64, Int) = (0, block)
            for row in 0..<rows {
                copies[row] = words[index]
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
