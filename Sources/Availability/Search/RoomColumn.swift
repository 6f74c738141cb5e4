/// A room that can be had at some start.
struct OpenRoom {
    var id: RoomID
    /// Seconds by which the booking could slide within the room's free time, at most a day to each side: the shorter
    /// the free stretch round a slot, the tighter the room fits.
    var slack: Int64
}

/// One room's free starts, gone through in the order of time.
struct RoomColumn {
    let id: RoomID
    private let free: [Range<Int64>]
    private var next = 0

    init(id: RoomID, free: [Range<Int64>]) {
        self.id = id
        self.free = free
    }

    /// The room, if it can be had at `start`, which must not be less than it was before.
    mutating func open(at start: Int64) -> OpenRoom? {
        while next < free.count, free[next].upperBound <= start { next += 1 }
        guard next < free.count, free[next].contains(start) else { return nil }
        let day: Int64 = 86_400
        let slack = min(start - free[next].lowerBound, day) + min(free[next].upperBound - 1 - start, day)
        return OpenRoom(id: id, slack: slack)
    }
}
