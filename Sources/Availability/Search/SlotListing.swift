/// Goes through the bookable starts of all therapists at once, in the order of time.
struct SlotListing {
    /// How many of the rooms that a (start, therapist) can have are listed.
    enum Rooms {
        case all
        /// The one that fits tightest.
        case first
    }

    private let search: Search
    private var columns: [TherapistColumn]
    private var rooms: [RoomColumn]

    init(_ search: Search, query: SlotQuery) {
        self.search = search
        let schedule = search.schedule
        let therapists = schedule.therapists.filter {
            $0.services.contains(query.service) && (query.therapist == nil || query.therapist == $0.id)
        }
        let rooms = schedule.rooms.filter {
            $0.services.contains(query.service) && (query.room == nil || query.room == $0.id)
        }
        let ofTherapists = schedule.occupancies.indices(groupedBy: \.therapist, as: therapists.map(\.id))
        let ofRooms = schedule.occupancies.indices(groupedBy: \.room, as: rooms.map(\.id))
        let span = query.span.clamped(to: schedule.span)
        columns = zip(therapists, ofTherapists).map { therapist, occupancies in
            TherapistColumn(therapist, occupancies: occupancies, search: search, span: span)
        }
        self.rooms = zip(rooms, ofRooms).map { room, occupancies in
            RoomColumn(id: room.id, free: search.rules(for: room, occupancies: occupancies).free())
        }
    }

    /// Every slot in its order: by start; then the therapists, those first who would have their usual room, then
    /// those with least booked that day, then by id; then a therapist's rooms, the tightest first, then their usual
    /// one, then by id.
    mutating func slots(_ wanted: Rooms) -> [Slot] {
        var slots: [Slot] = []
        var open: [OpenRoom] = []
        var turns: [Turn] = []
        while let start = columns.lazy.compactMap(\.start).min() {
            openRooms(at: start, into: &open)
            takeTurns(at: start, open, into: &turns)
            for turn in turns {
                let column = columns[turn.column]
                append(start, column, column.ordered(open).prefix(wanted == .all ? open.count : 1), to: &slots)
                columns[turn.column].next += 1
            }
        }
        return slots
    }

    private func append(
        _ start: Int64, _ column: TherapistColumn, _ rooms: ArraySlice<OpenRoom>, to slots: inout [Slot]
    ) {
        let start = Instant(secondsSinceEpoch: start)
        let end = start.advanced(byMinutes: search.service.duration)
        for room in rooms {
            slots.append(
                Slot(
                    start: start, end: end, therapist: column.id, room: room.id,
                    therapistReleased: end.advanced(byMinutes: search.service.recovery),
                    roomReleased: end.advanced(byMinutes: search.service.turnover), gapCost: column.gapCost))
        }
    }

    /// The rooms that can be had at `start`, which must not go back: the tightest first, then by id.
    private mutating func openRooms(at start: Int64, into open: inout [OpenRoom]) {
        open.removeAll(keepingCapacity: true)
        for index in rooms.indices {
            if let room = rooms[index].open(at: start) { open.append(room) }
        }
        open.sort { ($0.slack, $0.id) < ($1.slack, $1.id) }
    }

    /// The therapists that can be had at `start`, in their order.
    private func takeTurns(at start: Int64, _ open: [OpenRoom], into turns: inout [Turn]) {
        turns.removeAll(keepingCapacity: true)
        for (index, column) in columns.enumerated() where column.start == start {
            let hasUsualRoom = column.usualRoom != nil && column.ordered(open).first?.id == column.usualRoom
            turns.append(
                Turn(
                    column: index, id: column.id, otherRoom: hasUsualRoom ? 0 : 1, booked: column.bookedMinutes))
        }
        turns.sort { ($0.otherRoom, $0.booked, $0.id) < ($1.otherRoom, $1.booked, $1.id) }
    }

    /// A therapist at one start, with what ranks them.
    private struct Turn {
        var column: Int
        var id: TherapistID
        var otherRoom: Int
        var booked: Int
    }
}

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

/// One therapist's bookable starts, gone through in the order of time.
struct TherapistColumn {
    let id: TherapistID
    let usualRoom: RoomID?
    private let candidates: [Candidate]
    /// The index of the start whose turn it is.
    var next = 0

    private struct Candidate {
        var start: Int64
        var gapCost: Int
        /// By the appointments that begin on the start's date.
        var bookedMinutes: Int
    }

    init(_ therapist: TherapistSchedule, occupancies: [Int], search: Search, span: Interval) {
        id = therapist.id
        usualRoom = therapist.usualRoom
        let rules = search.rules(for: therapist, occupancies: occupancies)
        let offered = search.offeredStarts(rules)
        let free = rules.free()
        let gaps = search.gapCost(for: therapist, free: free)
        let booked = search.bookedMinutes(occupancies)
        let wanted = span.start.secondsSinceEpoch..<span.end.secondsSinceEpoch
        var candidates: [Candidate] = []
        for stretch in free where stretch.overlaps(wanted) {
            let starts = stretch.clamped(to: wanted)
            var start = offered.first(notBefore: starts.lowerBound)
            while let this = start, this < starts.upperBound {
                candidates.append(
                    Candidate(
                        start: this, gapCost: gaps.cost(of: this, in: stretch),
                        bookedMinutes: search.days.day(at: this).map { booked[$0] } ?? 0))
                start = offered.first(notBefore: this + 1)
            }
        }
        self.candidates = candidates
    }

    var start: Int64? { next < candidates.count ? candidates[next].start : nil }
    var gapCost: Int { candidates[next].gapCost }
    var bookedMinutes: Int { candidates[next].bookedMinutes }

    /// Rooms that come the tightest first, with the usual one before those that fit just as well.
    func ordered(_ open: [OpenRoom]) -> [OpenRoom] {
        guard let usualRoom, let usual = open.firstIndex(where: { $0.id == usualRoom }),
            let equal = open.firstIndex(where: { $0.slack == open[usual].slack }), equal < usual
        else { return open }
        var ordered = open
        ordered.insert(ordered.remove(at: usual), at: equal)
        return ordered
    }
}

extension Search {
    /// Minutes of the appointments that begin on each date.
    fileprivate func bookedMinutes(_ occupancies: [Int]) -> [Int] {
        var booked = Array(repeating: 0, count: days.count)
        for occupancy in occupancies.lazy.map({ schedule.occupancies[$0] }) {
            guard let day = days.day(at: occupancy.starts.secondsSinceEpoch) else { continue }
            booked[day] += occupancy.starts.minutes(until: occupancy.ends)
        }
        return booked
    }
}

extension [Occupancy] {
    /// For each key the indices of the occupancies that have it.
    fileprivate func indices<Key: Hashable>(groupedBy key: (Occupancy) -> Key, as keys: [Key]) -> [[Int]] {
        var groups: [[Int]] = Array<[Int]>(repeating: [], count: keys.count)
        let places = Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
        for (index, occupancy) in enumerated() {
            if let place = places[key(occupancy)] { groups[place].append(index) }
        }
        return groups
    }
}

extension Interval {
    /// The part of it that lies inside `other`; empty when there is none.
    func clamped(to other: Interval) -> Interval {
        let start = min(max(start, other.start), other.end)
        return Interval(start, max(start, min(end, other.end)))
    }
}
