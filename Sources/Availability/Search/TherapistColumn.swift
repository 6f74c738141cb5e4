/// One therapist's bookable starts, gone through in the order of time.
struct TherapistColumn {
    let id: TherapistID
    let usualRoom: RoomID?
    private let candidates: [Candidate]
    /// The index of the start whose turn it is.
    var next = 0

    private struct Candidate {
        var start: Int64
        var gapCost: Int
        /// By the appointments that begin on the start's date.
        var bookedMinutes: Int
    }

    init(_ therapist: TherapistSchedule, occupancies: [Int], search: Search, span: Interval) {
        id = therapist.id
        usualRoom = therapist.usualRoom
        let rules = search.rules(for: therapist, occupancies: occupancies)
        let offered = search.offeredStarts(rules)
        let free = rules.free()
        let gaps = search.gapCost(for: therapist, free: free)
        let booked = search.bookedMinutes(occupancies)
        let wanted = span.start.secondsSinceEpoch..<span.end.secondsSinceEpoch
        var candidates: [Candidate] = []
        for stretch in free where stretch.overlaps(wanted) {
            let starts = stretch.clamped(to: wanted)
            var start = offered.first(notBefore: starts.lowerBound)
            while let this = start, this < starts.upperBound {
                candidates.append(
                    Candidate(
                        start: this, gapCost: gaps.cost(of: this, in: stretch),
                        bookedMinutes: search.days.day(at: this).map { booked[$0] } ?? 0))
                start = offered.first(notBefore: this + 1)
            }
        }
        self.candidates = candidates
    }

    var start: Int64? { next < candidates.count ? candidates[next].start : nil }
    var gapCost: Int { candidates[next].gapCost }
    var bookedMinutes: Int { candidates[next].bookedMinutes }

    /// Rooms that come the tightest first, with the usual one before those that fit just as well.
    func ordered(_ open: [OpenRoom]) -> [OpenRoom] {
        guard let usualRoom, let usual = open.firstIndex(where: { $0.id == usualRoom }),
            let equal = open.firstIndex(where: { $0.slack == open[usual].slack }), equal < usual
        else { return open }
        var ordered = open
        ordered.insert(ordered.remove(at: usual), at: equal)
        return ordered
    }
}

extension Search {
    /// Minutes of the appointments that begin on each date.
    fileprivate func bookedMinutes(_ occupancies: [Int]) -> [Int] {
        var booked = Array(repeating: 0, count: days.count)
        for occupancy in occupancies.lazy.map({ schedule.occupancies[$0] }) {
            guard let day = days.day(at: occupancy.starts.secondsSinceEpoch) else { continue }
            booked[day] += occupancy.starts.minutes(until: occupancy.ends)
        }
        return booked
    }
}
