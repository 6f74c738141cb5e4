/// The rows of a board by the ids they belong to: a hash table with open addressing, at most a quarter full, because a
/// search asks it twice for every booking.
struct RowTable {
    private var slots: [Slot]
    private let shift: UInt32
    /// The row after the board's last is nobody's: there belong all who are not looked for. They stand in the table too,
    /// so that the processor never has to guess whether a booking's therapist is one of them.
    private let nobody: Int32

    private struct Slot {
        var id: Int32 = 0
        /// -1 where the slot is free.
        var row: Int32 = -1
    }

    /// - Parameters:
    ///   - ids: Those of everybody; the first of those that have the same id counts.
    ///   - wanted: Whose rows the board has, in their order, as indices of `ids`; ascending.
    init(_ ids: [Int32], wanted: [Int]) {
        let bits = UInt32(max(4, Int.bitWidth - (ids.count * 4).leadingZeroBitCount))
        shift = 32 - bits
        nobody = Int32(wanted.count)
        slots = Array(repeating: Slot(), count: 1 << bits)
        for (row, index) in wanted.enumerated() { insert(ids[index], Int32(row)) }
        for id in ids { insert(id, nobody) }
    }

    /// Nothing is changed of an id that is there already.
    private mutating func insert(_ id: Int32, _ row: Int32) {
        let place = place(of: id)
        if slots[place].row < 0 { slots[place] = Slot(id: id, row: row) }
    }

    subscript(id: Int32) -> Int? {
        let row = row(of: id)
        return row < Int(nobody) ? row : nil
    }

    /// The row to paint for an id.
    @inline(__always)
    func row(of id: Int32) -> Int {
        let row = slots.withUnsafeBufferPointer { $0[place(of: id)].row }
        return Int(row < 0 ? nobody : row)
    }

    /// Where the id stands, or would.
    ///
    /// Fibonacci hashing (Knuth, "The Art of Computer Programming", volume 3, section 6.4).
    @inline(__always)
    private func place(of id: Int32) -> Int {
        slots.withUnsafeBufferPointer { slots in
            var place = Int(truncatingIfNeeded: (UInt32(bitPattern: id) &* 2_654_435_769) &>> shift)
            while slots[place].id != id, slots[place].row >= 0 { place = (place &+ 1) & (slots.count &- 1) }
            return place
        }
    }
}
