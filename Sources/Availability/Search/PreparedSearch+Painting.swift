extension PreparedSearch {
    /// Paints anew what is known of one therapist.
    mutating func repaint(therapist row: Int) {
        let offered = OfferedStarts(to: [therapistIndices[row]], row..<row + 1, search)
        ofTherapists.paint(row) { [axis] in $0.clear(0..<axis.count) }
        search.paint(offered, axis, on: &ofTherapists)
        rankings?.ofTherapists[row] = nil
    }

    /// Paints anew what is known of one room.
    mutating func repaint(room row: Int) {
        ofRooms.paint(row) { [axis] in $0.set(0..<axis.count) }
        search.paint(room: roomIndices[row], row, axis, on: &ofRooms)
        rankings?.ofRooms[row] = nil
    }
}

extension Search {
    /// Paints the starts that are offered to some therapists, and wipes out those at which they are away or busy; until
    /// now there is none in their rows.
    func paint(_ offered: OfferedStarts, _ axis: StartAxis, on board: inout BitBoard) {
        let past = axis.columns(in: pastStarts)
        for (place, index) in offered.therapists.enumerated() {
            board.paint(offered.rows.lowerBound + place) { brush in
                offered.paint(place, brush, axis, self)
                brush.clear(past)
                let (id, timeOff) = (schedule.therapists[index].id, schedule.therapists[index].timeOff)
                axis.forEach(timeOff, { startsOfAppointment(meeting: $0) }, { brush.clear($0) })
                let busy = schedule.occupancies.busyTimes(of: id)
                axis.forEach(busy, { startsWithTherapistBusy($0) }, { brush.clear($0) })
            }
        }
    }

    /// Wipes out the starts at which a room is not open or not free; until now all are in its row.
    func paint(room index: Int, _ row: Int, _ axis: StartAxis, on board: inout BitBoard) {
        board.paint(row) { brush in
            if schedule.rooms[index].hours != nil {
                brush.clear(0..<axis.count)
                axis.forEach(windows(of: schedule.rooms[index]), { startsInRoom(inside: $0) }, { brush.set($0) })
            }
            axis.forEach(schedule.rooms[index].closures, { startsInRoom(meeting: $0) }, { brush.clear($0) })
            let busy = schedule.occupancies.busyTimes(of: schedule.rooms[index].id)
            axis.forEach(busy, { startsWithRoomBusy($0) }, { brush.clear($0) })
        }
    }
}
