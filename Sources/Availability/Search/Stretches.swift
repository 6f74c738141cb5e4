/// The free starts of a therapist or a room, as ranges as long as can be, ascending and apart.
struct Stretches: Sendable {
    let ranges: [Range<Int64>]

    /// The stretch that holds `start`, which must be free.
    ///
    /// - Parameter place: Where the last one was found, since the next is mostly there, too, or right after.
    func stretch(holding start: Int64, from place: inout Int) -> Range<Int64> {
        for index in place..<min(place + 2, ranges.count) where ranges[index].contains(start) {
            place = index
            return ranges[index]
        }
        var low = 0
        var high = ranges.count - 1
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= start { low = middle + 1 } else { high = middle }
        }
        place = low
        return ranges[low]
    }
}
