extension PreparedSearch {
    /// All that can be booked with a start in `span` (half-open; the whole search unless given), ascending.
    ///
    /// The most compact answer. A start that more than 64 therapists or rooms can have comes several times, each time
    /// with others of them.
    public func openStarts(in span: Interval? = nil) -> [OpenStart] {
        var openStarts: [OpenStart] = []
        forEachOpenStart(in: span) { openStarts.append($0) }
        return openStarts
    }

    /// Calls `body` with each of `openStarts(in:)`.
    public func forEachOpenStart(in span: Interval? = nil, _ body: (OpenStart) -> Void) {
        forEachOpenColumn(in: span) { column in
            let start = Instant(secondsSinceEpoch: axis.second(at: column))
            ofTherapists.forEachMembers(at: column) { therapists in
                ofRooms.forEachMembers(at: column) { rooms in
                    body(OpenStart(start: start, therapists: therapists, rooms: rooms))
                }
            }
        }
    }

    /// Replaces `triples` by all that can be booked with a start in `span`, ordered by start, therapist and room as
    /// they stand in `therapists` and `rooms`.
    ///
    /// An array that is given again and again is allocated once.
    public func list(_ triples: inout [Triple], in span: Interval? = nil) {
        var count = 0
        withUnsafeTemporaryAllocation(of: RoomID.self, capacity: 64) { inRooms in
            forEachOpenStart(in: span) { open in
                let filler = Triple(start: open.start, therapist: therapists[0], room: rooms[0])
                let missing = count + open.count - triples.count
                if missing > 0 { triples += repeatElement(filler, count: max(missing, triples.count)) }
                for (index, room) in open.rooms.enumerated() { inRooms.initializeElement(at: index, to: rooms[room]) }
                triples.withUnsafeMutableBufferPointer { triples in
                    for therapist in open.therapists {
                        let id = therapists[therapist]
                        for index in 0..<open.rooms.count {
                            triples[count] = Triple(start: open.start, therapist: id, room: inRooms[index])
                            count += 1
                        }
                    }
                }
            }
        }
        triples.removeLast(triples.count - count)
    }

    /// Calls `body` with each column in `span` at which somebody can be had and some room can, ascending.
    @inline(__always)
    func forEachOpenColumn(in span: Interval?, _ body: (Int) -> Void) {
        let columns = span.map { axis.columns(in: $0.seconds) } ?? 0..<axis.count
        guard !columns.isEmpty else { return }
        for block in columns.lowerBound / 64...(columns.upperBound - 1) / 64 {
            var open = ofTherapists.anyRow(inBlock: block)
            if open != 0 { open &= ofRooms.anyRow(inBlock: block) }
            while open != 0 {
                let column = block * 64 + open.trailingZeroBitCount
                if columns.contains(column) { body(column) }
                open &= open - 1
            }
        }
    }
}

extension BitBoard {
    /// Calls `body` with the rows that have their bit in a column, 64 of them at most at a time.
    @inline(__always)
    func forEachMembers(at column: Int, _ body: (Members) -> Void) {
        for first in stride(from: 0, to: rows, by: 64) {
            let members = members(at: column, from: first)
            if members != 0 { body(Members(bits: members, offset: first)) }
        }
    }
}
