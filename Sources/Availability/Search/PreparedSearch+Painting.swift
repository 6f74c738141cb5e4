extension PreparedSearch {
    /// Paints the starts that are offered to some therapists, and wipes out those at which they are away; until now there
    /// is none in their rows. Their bookings are left to `block(therapists:rooms:)`.
    mutating func paintTherapists(_ offered: OfferedStarts) {
        let (search, axis, indices) = (search, axis, therapistIndices)
        ofTherapists.paint { brush in
            offered.paint(brush, axis, search)
            let past = axis.columns(in: search.past.starts)
            for row in offered.rows {
                brush.clear(row, past)
                for ban in search.absences(of: search.schedule.therapists[indices[row]]) {
                    brush.clear(row, axis.columns(in: ban.starts))
                }
            }
        }
    }

    /// Wipes out the starts at which some rooms are not open; until now all are in their rows. Their bookings are left to
    /// `block(therapists:rooms:)`.
    mutating func paintRooms(_ rows: Range<Int>) {
        let (search, axis, indices) = (search, axis, roomIndices)
        ofRooms.paint { brush in
            for row in rows {
                let room = search.schedule.rooms[indices[row]]
                if room.hours != nil {
                    brush.clear(row, 0..<axis.count)
                    for window in search.windows(of: room) {
                        brush.set(row, axis.columns(in: search.startsInRoom(inside: window)))
                    }
                }
                for ban in search.absences(of: room) { brush.clear(row, axis.columns(in: ban.starts)) }
            }
        }
    }

    /// Wipes out the starts that bookings forbid to therapists and to rooms, in one go through all bookings.
    mutating func block(therapists: Range<Int>, rooms: Range<Int>) {
        Self.block(&ofTherapists, therapists, therapistRows, &ofRooms, rooms, roomRows, axis, search)
    }

    private static func block(
        _ ofTherapists: inout BitBoard, _ therapists: Range<Int>, _ therapistRows: RowTable,
        _ ofRooms: inout BitBoard, _ rooms: Range<Int>, _ roomRows: RowTable, _ axis: StartAxis, _ search: Search
    ) {
        ofTherapists.paint { therapistBrush in
            ofRooms.paint { roomBrush in
                search.forEachOccupancy { occupancy in
                    if let row = therapistRows[occupancy.therapist.rawValue], therapists.contains(row) {
                        therapistBrush.clear(row, axis.columns(in: search.startsWithTherapistBusy(with: occupancy)))
                    }
                    if let row = roomRows[occupancy.room.rawValue], rooms.contains(row) {
                        roomBrush.clear(row, axis.columns(in: search.startsWithRoomBusy(with: occupancy)))
                    }
                }
            }
        }
    }

    mutating func repaint(therapist row: Int) {
        let columns = 0..<axis.count
        ofTherapists.paint { $0.clear(row, columns) }
        paintTherapists(OfferedStarts(to: [therapistIndices[row]], row..<row + 1, therapistRows, search))
        block(therapists: row..<row + 1, rooms: 0..<0)
        therapistRankings[row] = nil
    }

    mutating func repaint(room row: Int) {
        let columns = 0..<axis.count
        ofRooms.paint { $0.set(row, columns) }
        paintRooms(row..<row + 1)
        block(therapists: 0..<0, rooms: row..<row + 1)
        roomRankings[row] = nil
    }
}

extension Search {
    /// Goes through the bookings where they lie: none is copied, and no count of references touched.
    @inline(__always)
    fileprivate func forEachOccupancy(_ body: (borrowing Occupancy) -> Void) {
        schedule.occupancies.withUnsafeBufferPointer { occupancies in
            for index in occupancies.indices { body(occupancies[index]) }
        }
    }
}
