/// What ranks a therapist's starts.
struct TherapistRanking: Sendable {
    let stretches: Stretches
    let gapCost: GapCost
    /// Minutes of the appointments that begin on each date.
    let bookedMinutes: [Int]
    /// The row of their usual room, if it fits the service.
    let usualRoom: Int?
}

/// What ranks a room's starts.
struct RoomRanking: Sendable {
    let stretches: Stretches
}

extension PreparedSearch {
    /// Finds out what ranks those of whom it is not known yet.
    mutating func completeRanking() {
        guard therapistRankings.contains(where: { $0 == nil }) || roomRankings.contains(where: { $0 == nil }) else {
            return
        }
        var ofTherapists: [[Int]] = Array(repeating: [], count: therapists.count)
        var ofRooms: [[Int]] = Array(repeating: [], count: rooms.count)
        for (index, occupancy) in search.schedule.occupancies.enumerated() {
            if let row = therapistRows[occupancy.therapist.rawValue] { ofTherapists[row].append(index) }
            if let row = roomRows[occupancy.room.rawValue] { ofRooms[row].append(index) }
        }
        for row in therapists.indices where therapistRankings[row] == nil {
            therapistRankings[row] = ranking(ofTherapist: row, ofTherapists[row])
        }
        for row in rooms.indices where roomRankings[row] == nil {
            let rules = search.rules(for: search.schedule.rooms[roomIndices[row]], occupancies: ofRooms[row])
            roomRankings[row] = RoomRanking(stretches: Stretches(ranges: rules.free()))
        }
    }

    private func ranking(ofTherapist row: Int, _ occupancies: [Int]) -> TherapistRanking {
        let therapist = search.schedule.therapists[therapistIndices[row]]
        let free = search.rules(for: therapist, occupancies: occupancies).free()
        return TherapistRanking(
            stretches: Stretches(ranges: free), gapCost: search.gapCost(for: therapist, free: free),
            bookedMinutes: search.bookedMinutes(occupancies),
            usualRoom: therapist.usualRoom.flatMap { roomRows[$0.rawValue] })
    }
}

extension Search {
    fileprivate func gapCost(for therapist: TherapistSchedule, free: [Range<Int64>]) -> GapCost {
        let lengths = schedule.services.filter { therapist.services.contains($0.id) }.map(\.therapistMinutes)
        return GapCost(lengths: lengths, length: service.therapistMinutes, free: free)
    }

    fileprivate func bookedMinutes(_ occupancies: [Int]) -> [Int] {
        var booked = Array(repeating: 0, count: days.count)
        for occupancy in occupancies.lazy.map({ schedule.occupancies[$0] }) {
            guard let day = days.day(at: occupancy.starts.secondsSinceEpoch) else { continue }
            booked[day] += occupancy.starts.minutes(until: occupancy.ends)
        }
        return booked
    }
}
