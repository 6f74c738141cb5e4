import Availability

extension World {
    /// What a prepared search gets wrong here, where every booking has a reference of its own: its bare answers beside
    /// the ranked one, and what it says after a booking has gone and come again; nil when nothing.
    func preparedFailure(_ expected: [Slot]) -> String? {
        guard var search = PreparedSearch(schedule, service: service) else { return nil }
        if let failure = bareFailure(search, expected) { return failure }
        for occupancy in schedule.occupancies.prefix(1) {
            search.release(occupancy.reference)
            let without = schedule.leavingOut(occupancy.reference)
            let slots = without.slots(for: SlotQuery(service: service, span: schedule.span))
            guard search.slots() == slots else {
                return "after \(occupancy.reference) was released it lists other slots"
            }
            search.book(occupancy)
            guard search.slots() == expected else {
                return "after \(occupancy.reference) was booked it lists other slots"
            }
        }
        return bareFailure(search, expected)
    }

    private func bareFailure(_ search: PreparedSearch, _ expected: [Slot]) -> String? {
        let wanted = Set(expected.map { Triple(start: $0.start, therapist: $0.therapist, room: $0.room) })
        var triples = [Triple](
            repeating: Triple(start: schedule.now, therapist: .init(rawValue: 0), room: .init(rawValue: 0)), count: 3)
        search.list(&triples)
        guard triples.count == wanted.count, Set(triples) == wanted else {
            return "\(triples.count) triples instead of \(wanted.count)"
        }
        let open = search.openStarts().flatMap { open in
            open.therapists.flatMap { therapist in
                open.rooms.map {
                    Triple(start: open.start, therapist: search.therapists[therapist], room: search.rooms[$0])
                }
            }
        }
        return open == triples
            ? nil : "\(open.count) open starts, therapists and rooms instead of \(triples.count) triples"
    }
}
