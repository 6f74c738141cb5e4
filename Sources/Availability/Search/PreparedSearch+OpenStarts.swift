extension PreparedSearch {
    /// All that can be booked with a start in `span` (half-open; the whole search unless given), ascending.
    ///
    /// The most compact answer. A start that more than 64 therapists or rooms can have comes several times, each time
    /// with others of them.
    public func openStarts(in span: Interval? = nil) -> [OpenStart] {
        var openStarts: [OpenStart] = []
        openStarts.reserveCapacity(64)
        forEachOpenStart(in: span) { openStarts.append($0) }
        return openStarts
    }

    /// Calls `body` with each of `openStarts(in:)`.
    public func forEachOpenStart(in span: Interval? = nil, _ body: (OpenStart) -> Void) {
        forEachOpenColumn(in: span) { column, therapists, rooms in
            let start = Instant(secondsSinceEpoch: axis.second(at: column))
            therapists.forEach(at: column) { therapists in
                rooms.forEach(at: column) { rooms in
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
                    var next = count
                    for therapist in open.therapists {
                        let id = therapists[therapist]
                        for index in 0..<open.rooms.count {
                            triples[next &+ index] = Triple(start: open.start, therapist: id, room: inRooms[index])
                        }
                        next += open.rooms.count
                    }
                    count = next
                }
            }
        }
        triples.removeLast(triples.count - count)
    }

    /// Calls `body` with each column in `span` at which somebody can be had and some room can, ascending, and with who
    /// can be had in its block, and which rooms.
    @inline(__always)
    func forEachOpenColumn(in span: Interval?, _ body: (Int, BlockMembers, BlockMembers) -> Void) {
        let columns = span.map { axis.columns(in: $0.seconds) } ?? 0..<axis.count
        guard !columns.isEmpty else { return }
        var (inTherapists, inRooms) = (BlockMembers(of: ofTherapists), BlockMembers(of: ofRooms))
        for block in columns.lowerBound / 64...(columns.upperBound - 1) / 64 {
            var open = inTherapists.take(block: block, of: ofTherapists) & Self.bits(of: columns, inBlock: block)
            guard open != 0 else { continue }
            open &= inRooms.take(block: block, of: ofRooms)
            guard open != 0 else { continue }
            inTherapists.turn()
            inRooms.turn()
            while open != 0 {
                body(block * 64 + open.trailingZeroBitCount, inTherapists, inRooms)
                open &= open - 1
            }
        }
    }

    /// The bits of those of `columns` that lie in a block.
    private static func bits(of columns: Range<Int>, inBlock block: Int) -> UInt64 {
        let before = UInt64.max << UInt64(max(0, columns.lowerBound - block * 64))
        let after = UInt64.max << UInt64(min(64, columns.upperBound - block * 64))
        return before & ~after
    }
}
