/// The rows of a board by the ids they belong to: a hash table with open addressing, at most a quarter full, because a
/// search asks it twice for every booking.
struct RowTable {
    private var slots: [Slot]
    private let shift: UInt32

    private struct Slot {
        var id: Int32
        /// -1 where the slot is free.
        var row: Int32
    }

    /// The first of those that have the same id counts.
    init(_ ids: [Int32]) {
        let bits = UInt32(max(4, Int.bitWidth - (ids.count * 4).leadingZeroBitCount))
        shift = 32 - bits
        slots = Array(repeating: Slot(id: 0, row: -1), count: 1 << bits)
        for (row, id) in ids.enumerated() where self[id] == nil {
            var place = home(of: id)
            while slots[place].row >= 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = Slot(id: id, row: Int32(row))
        }
    }

    subscript(id: Int32) -> Int? {
        @inline(__always) get {
            slots.withUnsafeBufferPointer { slots in
                var place = home(of: id)
                while slots[place].id != id, slots[place].row >= 0 { place = (place &+ 1) & (slots.count &- 1) }
                let row = Int(slots[place].row)
                return row >= 0 ? row : nil
            }
        }
    }

    /// Fibonacci hashing (Knuth, "The Art of Computer Programming", volume 3, section 6.4).
    private func home(of id: Int32) -> Int {
        Int(truncatingIfNeeded: (UInt32(bitPattern: id) &* 2_654_435_769) &>> shift)
    }
}
