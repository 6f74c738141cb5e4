/// Numbers ids from 0 on, in the order in which they come.
///
/// A hash table with open addressing, because filing a booking must cost next to nothing.
struct IDTable: Sendable {
    /// How many came.
    private(set) var count = 0
    /// A power of two, and at least twice the ids.
    private var slots = Array(repeating: Slot(), count: 64)

    private struct Slot {
        var id: Int32 = 0
        /// -1 where the slot is free.
        var place: Int32 = -1
    }

    /// The number of an id; nil when it never came.
    subscript(id: Int32) -> Int? {
        let place = slots[slot(of: id)].place
        return place < 0 ? nil : Int(place)
    }

    /// The number of an id, which is the next one if it never came.
    @inline(__always)
    mutating func place(of id: Int32) -> Int {
        let place = slots[slot(of: id)].place
        return place < 0 ? insert(id) : Int(place)
    }

    @inline(never)
    private mutating func insert(_ id: Int32) -> Int {
        slots[slot(of: id)] = Slot(id: id, place: Int32(count))
        count += 1
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    private mutating func grow() {
        let known = slots.filter { $0.place >= 0 }
        slots = Array(repeating: Slot(), count: slots.count * 2)
        for entry in known { slots[slot(of: entry.id)] = entry }
    }

    /// Where the id stands, or would.
    ///
    /// Fibonacci hashing (Knuth, "The Art of Computer Programming", volume 3, section 6.4).
    @inline(__always)
    private func slot(of id: Int32) -> Int {
        slots.withUnsafeBufferPointer { slots in
            let hash = UInt64(UInt32(bitPattern: id) &* 2_654_435_769)
            var slot = Int(truncatingIfNeeded: (hash &* UInt64(slots.count)) &>> 32)
            while slots[slot].id != id, slots[slot].place >= 0 { slot = (slot &+ 1) & (slots.count &- 1) }
            return slot
        }
    }
}
