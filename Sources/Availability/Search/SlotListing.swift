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
