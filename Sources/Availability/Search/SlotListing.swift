/// Ranks who and where at each start that can be booked, in the order of time.
struct SlotListing {
    /// Which of a search's slots are wanted.
    struct Wish {
        /// Nil: anybody, in any room.
        var therapist: TherapistID?
        var room: RoomID?
        /// Whether only the room is listed that fits a (start, therapist) tightest.
        var onlyBestRoom: Bool

        func admits(_ id: TherapistID) -> Bool { therapist == nil || therapist == id }
        func admits(_ id: RoomID) -> Bool { room == nil || room == id }
    }

    private(set) var slots: [Slot] = []
    private let prepared: PreparedSearch
    private let rankings: Rankings
    private let wish: Wish

    /// The rooms that can be had at the start whose turn it is: the tightest first, then by id.
    private var rooms: [OpenRoom] = []
    /// The therapists that can be had at it, in their order.
    private var turns: [Turn] = []
    /// Where the last stretch of each therapist and each room was found.
    private var therapistPlaces: [Int]
    private var roomPlaces: [Int]

    private struct OpenRoom {
        var row: Int
        var id: RoomID
        /// Seconds by which the booking could slide within the room's free time, at most a day to each side: the
        /// shorter the free stretch round a slot, the tighter the room fits.
        var slack: Int64
    }

    private struct Turn {
        var id: TherapistID
        var otherRoom: Int
        var bookedMinutes: Int
        var gapCost: Int
        /// The place of the usual room in `rooms`, and of the first room that fits as tightly; nil when it cannot be had.
        var usual: (place: Int, equal: Int)?
    }

    /// - Parameter rankings: With nobody missing.
    init(_ prepared: PreparedSearch, _ rankings: Rankings, _ wish: Wish) {
        self.prepared = prepared
        self.rankings = rankings
        self.wish = wish
        therapistPlaces = Array(repeating: 0, count: prepared.therapists.count)
        roomPlaces = Array(repeating: 0, count: prepared.rooms.count)
    }

    /// Lists the slots of the next start.
    mutating func visit(_ column: Int, _ therapists: BlockMembers, _ rooms: BlockMembers) {
        let second = prepared.axis.second(at: column)
        openRooms(at: second, column, rooms)
        guard !self.rooms.isEmpty else { return }
        takeTurns(at: second, column, therapists)
        let start = Instant(secondsSinceEpoch: second)
        for turn in turns { append(start, turn) }
    }

    private mutating func openRooms(at start: Int64, _ column: Int, _ open: BlockMembers) {
        rooms.removeAll(keepingCapacity: true)
        let day: Int64 = 86_400
        open.forEach(at: column) { members in
            for row in members where wish.admits(prepared.rooms[row]) {
                guard let ranking = rankings.ofRooms[row] else { continue }
                let free = ranking.stretches.stretch(holding: start, from: &roomPlaces[row])
                let slack = min(start - free.lowerBound, day) + min(free.upperBound - 1 - start, day)
                rooms.append(OpenRoom(row: row, id: prepared.rooms[row], slack: slack))
            }
        }
        rooms.sort { ($0.slack, $0.id) < ($1.slack, $1.id) }
    }

    private mutating func takeTurns(at start: Int64, _ column: Int, _ open: BlockMembers) {
        turns.removeAll(keepingCapacity: true)
        let day = prepared.search.days.day(at: start)
        open.forEach(at: column) { members in
            for row in members where wish.admits(prepared.therapists[row]) {
                guard let ranking = rankings.ofTherapists[row] else { continue }
                let free = ranking.stretches.stretch(holding: start, from: &therapistPlaces[row])
                let usual = usualRoom(ranking.usualRoom)
                turns.append(
                    Turn(
                        id: prepared.therapists[row], otherRoom: usual?.equal == 0 ? 0 : 1,
                        bookedMinutes: day.map { ranking.bookedMinutes[$0] } ?? 0,
                        gapCost: ranking.gapCost.cost(of: start, in: free), usual: usual))
            }
        }
        turns.sort { ($0.otherRoom, $0.bookedMinutes, $0.id) < ($1.otherRoom, $1.bookedMinutes, $1.id) }
    }

    /// A usual room comes before those that fit just as well.
    private func usualRoom(_ row: Int?) -> (place: Int, equal: Int)? {
        guard let row, let place = rooms.firstIndex(where: { $0.row == row }),
            let equal = rooms.firstIndex(where: { $0.slack == rooms[place].slack })
        else { return nil }
        return (place, equal)
    }

    private mutating func append(_ start: Instant, _ turn: Turn) {
        let count = wish.onlyBestRoom ? 1 : rooms.count
        for place in 0..<count {
            guard let usual = turn.usual, (usual.equal...usual.place).contains(place) else {
                append(start, turn, rooms[place].id)
                continue
            }
            append(start, turn, rooms[place == usual.equal ? usual.place : place - 1].id)
        }
    }

    private mutating func append(_ start: Instant, _ turn: Turn, _ room: RoomID) {
        let service = prepared.search.service
        let end = start.advanced(byMinutes: service.duration)
        slots.append(
            Slot(
                start: start, end: end, therapist: turn.id, room: room,
                therapistReleased: end.advanced(byMinutes: service.recovery),
                roomReleased: end.advanced(byMinutes: service.turnover), gapCost: turn.gapCost))
    }
}
