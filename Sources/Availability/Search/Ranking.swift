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

/// What ranks the starts of all, by the rows of their boards; nil of whom it is not known yet, or not any more.
struct Rankings: Sendable {
    var ofTherapists: [TherapistRanking?]
    var ofRooms: [RoomRanking?]
}

extension PreparedSearch {
    /// Finds out what ranks those of whom it is not known yet.
    mutating func completedRankings() -> Rankings {
        var rankings =
            self.rankings
            ?? Rankings(
                ofTherapists: Array(repeating: nil, count: therapists.count),
                ofRooms: Array(repeating: nil, count: rooms.count))
        self.rankings = nil
        for row in therapists.indices where rankings.ofTherapists[row] == nil {
            rankings.ofTherapists[row] = ranking(search.schedule.therapists[therapistIndices[row]])
        }
        for row in rooms.indices where rankings.ofRooms[row] == nil {
            let rules = search.rules(for: search.schedule.rooms[roomIndices[row]])
            rankings.ofRooms[row] = RoomRanking(stretches: Stretches(ranges: rules.free()))
        }
        self.rankings = rankings
        return rankings
    }

    private func ranking(_ therapist: TherapistSchedule) -> TherapistRanking {
        let free = search.rules(for: therapist).free()
        return TherapistRanking(
            stretches: Stretches(ranges: free), gapCost: search.gapCost(for: therapist, free: free),
            bookedMinutes: search.bookedMinutes(therapist.id),
            usualRoom: therapist.usualRoom.flatMap(rooms.firstIndex))
    }
}

extension Search {
    fileprivate func gapCost(for therapist: TherapistSchedule, free: [Range<Int64>]) -> GapCost {
        let lengths = schedule.services.filter { therapist.does($0.id) }.map(\.therapistMinutes)
        return GapCost(lengths: lengths, length: service.therapistMinutes, free: free)
    }

    fileprivate func bookedMinutes(_ therapist: TherapistID) -> [Int] {
        var booked = Array(repeating: 0, count: days.count)
        for occupancy in schedule.occupancies.busyTimes(of: therapist).lazy.map({ schedule.occupancies[$0.booking] }) {
            guard let day = days.day(at: occupancy.starts.secondsSinceEpoch) else { continue }
            booked[day] += occupancy.starts.minutes(until: occupancy.ends)
        }
        return booked
    }
}
