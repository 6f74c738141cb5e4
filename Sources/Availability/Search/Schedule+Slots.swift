/// How a list of slots is sorted.
public enum SlotOrder: Hashable, Sendable {
    case earliest
    /// By gap cost, and the earliest of those that cost the same.
    case snug
}

extension Schedule {
    /// Every (start, therapist, room) that can be booked, the start inside both spans.
    ///
    /// The order is total, and the same for the same schedule: by start; then the therapists, those first who would
    /// have their usual room, then those with the fewest minutes booked on that date, then by id; then a therapist's
    /// rooms, the tightest first (the one whose free stretch round the slot is shortest, seen no further than a day to
    /// each side), then their usual one, then by id. Empty for a service that the schedule does not have.
    public func slots(for query: SlotQuery) -> [Slot] {
        slots(for: query, rooms: .all)
    }

    /// What a receptionist is offered: one slot for each start and therapist, in the room that fits tightest. The
    /// first of each such group of `slots(for:)`, in the same order unless told.
    public func offers(for query: SlotQuery, by order: SlotOrder = .earliest) -> [Slot] {
        let offers = slots(for: query, rooms: .first)
        guard order == .snug else { return offers }
        return offers.sorted(byRank: \.gapCost)
    }

    /// The offers nearest to a start that cannot be had. Of two that are equally near, the one with the `preferred`
    /// therapist comes first, then the earlier.
    public func alternatives(
        to wanted: Instant, for query: SlotQuery, preferring preferred: TherapistID? = nil, limit: Int = 3
    ) -> [Slot] {
        let nearest = offers(for: query).sorted(byRank: { slot in
            let distance = abs(slot.start.secondsSinceEpoch - wanted.secondsSinceEpoch)
            return Nearness(distance: distance, isOther: slot.therapist == preferred ? 0 : 1)
        })
        return Array(nearest.prefix(limit))
    }

    /// The same schedule without one booking: what a booking that is moved is searched in, so as not to block itself.
    public func leavingOut(_ reference: String) -> Schedule {
        var schedule = self
        schedule.occupancies.removeAll { $0.reference == reference }
        return schedule
    }

    private func slots(for query: SlotQuery, rooms: SlotListing.Rooms) -> [Slot] {
        guard let search = Search(self, service: query.service) else { return [] }
        var listing = SlotListing(search, query: query)
        return listing.slots(rooms)
    }
}

private struct Nearness: Comparable {
    var distance: Int64
    var isOther: Int

    static func < (left: Nearness, right: Nearness) -> Bool {
        (left.distance, left.isOther) < (right.distance, right.isOther)
    }
}

extension [Slot] {
    /// Sorted by some rank; those of the same rank stay as they are.
    fileprivate func sorted(byRank rank: (Slot) -> some Comparable) -> [Slot] {
        map { (rank($0), $0) }.enumerated()
            .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
            .map(\.element.1)
    }
}
