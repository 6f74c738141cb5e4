/// The time that one booking takes of a therapist, or of a room, buffers included; none when it ends before it begins.
struct BusyTime: Sendable {
    var from: Instant
    var until: Instant
    /// The booking's index among the schedule's occupancies.
    var booking: Int
}

/// When therapists, or rooms, are busy, by the ids they have in the database.
struct BusyTimes: Sendable {
    private var places = IDTable()
    /// One's after the other's, in the order of their places.
    private var times: [BusyTime] = []
    /// Where the times of each place end.
    private var ends: [Int] = []

    /// Those of some bookings, sorted by counting.
    ///
    /// - Parameters:
    ///   - count: How many bookings there are.
    ///   - id: Whom the booking with that index keeps busy.
    ///   - time: And when.
    @inline(__always)
    init(count: Int, id: (Int) -> Int32, time: (Int) -> BusyTime) {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { placeOf in
            var places = IDTable()
            for booking in 0..<count { placeOf.initializeElement(at: booking, to: places.place(of: id(booking))) }
            ends = Array(repeating: 0, count: places.count)
            times = ends.withUnsafeMutableBufferPointer { next in
                for booking in 0..<count { next[placeOf[booking]] += 1 }
                var filed = 0
                for place in next.indices { (next[place], filed) = (filed, filed + next[place]) }
                return Array(unsafeUninitializedCapacity: count) { times, filed in
                    for booking in 0..<count {
                        times.initializeElement(at: next[placeOf[booking]], to: time(booking))
                        next[placeOf[booking]] += 1
                    }
                    filed = count
                }
            }
            self.places = places
        }
    }

    /// The times of one of them, in the order of the bookings.
    subscript(id: Int32) -> ArraySlice<BusyTime> {
        guard let place = places[id] else { return [] }
        return times[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
    }

    /// Adds what a booking takes that comes after all others.
    mutating func append(_ time: BusyTime, of id: Int32) {
        let place = places.place(of: id)
        if place == ends.count { ends.append(times.count) }
        times.insert(time, at: ends[place])
        for later in place..<ends.count { ends[later] += 1 }
    }
}
