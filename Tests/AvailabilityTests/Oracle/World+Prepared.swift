import Availability

extension World {
    /// What a prepared search gets wrong here, where every booking has a reference of its own: its bare answers beside
    /// the ranked one, and what it says after a booking has gone and come again; nil when nothing.
    func preparedFailure(_ expected: [Slot]) -> String? {
        guard var search = PreparedSearch(schedule, service: service) else { return nil }
        if let failure = bareFailure(search, expected) ?? partFailure(search, expected) { return failure }
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

    /// Offers, and answers to narrower questions, are parts of the whole answer.
    private func partFailure(_ search: PreparedSearch, _ expected: [Slot]) -> String? {
        var search = search
        let offers = expected.enumerated()
            .filter { index, slot in
                index == 0 || (expected[index - 1].start, expected[index - 1].therapist) != (slot.start, slot.therapist)
            }
            .map(\.element)
        let snug = offers.enumerated()
            .sorted { ($0.element.gapCost, $0.offset) < ($1.element.gapCost, $1.offset) }
            .map(\.element)
        guard search.offers() == offers else { return "the offers are not the first of each therapist's rooms" }
        guard search.offers(by: .snug) == snug else { return "the snug offers are not in order" }
        guard search.offerCount() == offers.count else { return "counts other offers than it lists" }
        for limit in [0, 1, expected.count / 2] {
            guard search.slots(limit: limit) == Array(expected.prefix(limit)) else {
                return "the first \(limit) slots are not those of all"
            }
        }
        let third = schedule.span.minutes / 3
        let part = Interval(
            schedule.span.start.advanced(byMinutes: third), schedule.span.end.advanced(byMinutes: -third))
        let inPart = expected.filter { part.contains($0.start) }
        guard search.slots(in: part) == inPart else { return "lists other slots when asked for a part of the span" }
        guard schedule.slots(for: SlotQuery(service: service, span: part)) == inPart else {
            return "lists other slots when prepared for a part of the span"
        }
        let (therapist, room) = (schedule.therapists.last?.id, schedule.rooms.last?.id)
        guard search.slots(therapist: therapist) == expected.filter({ therapist == nil || $0.therapist == therapist })
        else { return "lists other slots when asked for one therapist" }
        guard
            search.offerCount(therapist: therapist, room: room) == search.offers(therapist: therapist, room: room).count
        else { return "counts other offers than it lists of one therapist in one room" }
        guard Set(search.slots(room: room)) == Set(expected.filter { room == nil || $0.room == room })
        else { return "lists other slots when asked for one room" }
        return nil
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
