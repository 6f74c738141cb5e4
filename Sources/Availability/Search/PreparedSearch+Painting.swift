extension PreparedSearch {
    /// Paints the starts that are offered to some therapists, and wipes out those that are forbidden; until now there
    /// is none in their rows.
    mutating func paintTherapists(_ offered: OfferedStarts) {
        let (search, axis, table, rows) = (search, axis, therapistRows, offered.rows)
        let absences = rows.map { search.absences(of: search.schedule.therapists[therapistIndices[$0]]) }
        ofTherapists.paint { brush in
            offered.paint(brush, axis, search)
            for (row, absences) in zip(rows, absences) {
                for ban in absences { brush.clear(row, axis.columns(in: ban.starts)) }
            }
            search.schedule.occupancies.withUnsafeBufferPointer { occupancies in
                for index in occupancies.indices {
                    guard let row = table[occupancies[index].therapist.rawValue], rows.contains(row) else { continue }
                    brush.clear(row, axis.columns(in: search.startsWithTherapistBusy(with: occupancies[index])))
                }
            }
        }
    }

    /// Wipes out the starts that are forbidden to some rooms; until now all are in their rows.
    mutating func paintRooms(_ rows: Range<Int>) {
        let (search, axis, table) = (search, axis, roomRows)
        let rooms = rows.map { search.schedule.rooms[roomIndices[$0]] }
        ofRooms.paint { brush in
            for (row, room) in zip(rows, rooms) {
                if room.hours != nil {
                    brush.clear(row, 0..<axis.count)
                    for opening in search.openings(of: room) { brush.set(row, axis.columns(in: opening.starts)) }
                }
                for ban in search.absences(of: room) { brush.clear(row, axis.columns(in: ban.starts)) }
            }
            search.schedule.occupancies.withUnsafeBufferPointer { occupancies in
                for index in occupancies.indices {
                    guard let row = table[occupancies[index].room.rawValue], rows.contains(row) else { continue }
                    brush.clear(row, axis.columns(in: search.startsWithRoomBusy(with: occupancies[index])))
                }
            }
        }
    }

    mutating func repaint(therapist row: Int) {
        let columns = 0..<axis.count
        ofTherapists.paint { $0.clear(row, columns) }
        paintTherapists(OfferedStarts(to: [therapistIndices[row]], row..<row + 1, therapistRows, search))
        therapistRankings[row] = nil
    }

    mutating func repaint(room row: Int) {
        let columns = 0..<axis.count
        ofRooms.paint { $0.set(row, columns) }
        paintRooms(row..<row + 1)
        roomRankings[row] = nil
    }
}
