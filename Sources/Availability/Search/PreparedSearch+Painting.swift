extension PreparedSearch {
    /// Paints anew what is known of one therapist.
    mutating func repaint(therapist row: Int) {
        let (search, axis, id) = (search, axis, therapists[row])
        ofTherapists.paint { $0.clear(row, 0..<axis.count) }
        let offered = OfferedStarts(to: [therapistIndices[row]], row..<row + 1, therapistRows, search)
        search.paint(offered, axis, on: &ofTherapists)
        ofTherapists.paint { brush in
            for occupancy in search.schedule.occupancies where occupancy.therapist == id {
                brush.clear(row, axis.columns(in: search.startsWithTherapistBusy(with: occupancy)))
            }
        }
        therapistRankings[row] = nil
    }

    /// Paints anew what is known of one room.
    mutating func repaint(room row: Int) {
        let (search, axis, id) = (search, axis, rooms[row])
        ofRooms.paint { $0.set(row, 0..<axis.count) }
        search.paint(search.schedule.rooms[roomIndices[row]], row, axis, on: &ofRooms)
        ofRooms.paint { brush in
            for occupancy in search.schedule.occupancies where occupancy.room == id {
                brush.clear(row, axis.columns(in: search.startsWithRoomBusy(with: occupancy)))
            }
        }
        roomRankings[row] = nil
    }
}

extension Search {
    /// Paints the starts that are offered to some therapists, and wipes out those at which they are away; until now there
    /// is none in their rows. Their bookings are left to others.
    func paint(_ offered: OfferedStarts, _ axis: StartAxis, on board: inout BitBoard) {
        board.paint { brush in
            offered.paint(brush, axis, self)
            let past = axis.columns(in: self.past.starts)
            for (row, therapist) in zip(offered.rows, offered.therapists) {
                brush.clear(row, past)
                for ban in absences(of: schedule.therapists[therapist]) {
                    brush.clear(row, axis.columns(in: ban.starts))
                }
            }
        }
    }

    /// Wipes out the starts at which a room is not open; until now all are in its row. Its bookings are left to others.
    func paint(_ room: RoomSchedule, _ row: Int, _ axis: StartAxis, on board: inout BitBoard) {
        board.paint { brush in
            if room.hours != nil {
                brush.clear(row, 0..<axis.count)
                for window in windows(of: room) { brush.set(row, axis.columns(in: startsInRoom(inside: window))) }
            }
            for ban in absences(of: room) { brush.clear(row, axis.columns(in: ban.starts)) }
        }
    }

    /// Wipes out the starts that bookings forbid to therapists and rooms, in one go through all bookings.
    func paintOccupancies(
        _ axis: StartAxis, _ therapistRows: RowTable, on ofTherapists: inout BitBoard,
        _ roomRows: RowTable, on ofRooms: inout BitBoard
    ) {
        ofTherapists.paint { therapists in
            ofRooms.paint { rooms in
                // Where they lie: none is copied, and no count of references touched.
                schedule.occupancies.withUnsafeBufferPointer { occupancies in
                    for index in occupancies.indices {
                        let therapistBusy = startsWithTherapistBusy(with: occupancies[index])
                        let roomBusy = startsWithRoomBusy(with: occupancies[index])
                        therapists.clear(
                            therapistRows.row(of: occupancies[index].therapist.rawValue),
                            axis.columns(in: therapistBusy))
                        rooms.clear(roomRows.row(of: occupancies[index].room.rawValue), axis.columns(in: roomBusy))
                    }
                }
            }
        }
    }
}
