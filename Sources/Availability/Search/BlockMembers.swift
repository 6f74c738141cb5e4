/// Who has their bit in each of a block's columns: the block of a board, turned by a quarter.
struct BlockMembers {
    /// A word for each row of the block until it is turned; then squares of as many bits a side as `side`, with a bit
    /// for each row in every line, and side by side in the words the squares of one set of rows.
    private var words: [UInt64]
    /// A power of two: 64, or what is enough for all rows.
    private let side: Int

    init(of board: borrowing BitBoard) {
        var side = 1
        while side < min(board.rows, 64) { side *= 2 }
        self.side = side
        words = Array(repeating: 0, count: (board.rows + side - 1) / side * side)
    }

    /// Takes a block, to be turned, and returns the columns in which some row has its bit.
    mutating func take(block: Int, of board: borrowing BitBoard) -> UInt64 {
        words.withUnsafeMutableBufferPointer { words in
            for row in board.rows..<words.count { words[row] = 0 }
            return board.copy(block: block, into: words)
        }
    }

    /// Turns the block that was taken.
    ///
    /// Squares of half the side change places across the diagonal, then those in them, down to single bits; all the
    /// squares in a word at once (Warren, "Hacker's Delight", section 7-3). Where the bits are makes no difference to it.
    mutating func turn() {
        words.withUnsafeMutableBufferPointer { words in
            var half = side / 2
            while half > 0 {
                // Of each two halves of a square the bits of the first: 2^half - 1, again and again.
                let firsts = UInt64.max / (1 &<< UInt64(half) &+ 1)
                var row = 0
                while row < words.count {
                    let change = (words[row] &>> UInt64(half) ^ words[row &+ half]) & firsts
                    words[row &+ half] ^= change
                    words[row] ^= change &<< UInt64(half)
                    row = (row &+ half &+ 1) & ~half
                }
                half /= 2
            }
        }
    }

    /// Calls `body` with the rows that have their bit in a column, 64 of them at most at a time.
    @inline(__always)
    func forEach(at column: Int, _ body: (Members) -> Void) {
        let (line, square) = (column & (side &- 1), column & 63 & ~(side &- 1))
        let members = UInt64.max &>> UInt64(64 &- side)
        for first in stride(from: 0, to: words.count, by: side) {
            let bits = words[first &+ line] &>> UInt64(square) & members
            if bits != 0 { body(Members(bits: bits, offset: first)) }
        }
    }
}
