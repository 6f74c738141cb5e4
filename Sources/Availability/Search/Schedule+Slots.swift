/// How a list of slots is sorted.
public enum SlotOrder: Hashable, Sendable {
    case earliest
    /// By gap cost, and the earliest of those that cost the same.
    case snug
}

extension PreparedSearch {
    /// Every (start, therapist, room) that can be booked, the start in `span` (half-open; the whole search unless
    /// given), with one therapist and in one room alone if so asked.
    ///
    /// The order is total, and the same for the same schedule: by start; then the therapists, those first who would
    /// have their usual room, then those with the fewest minutes booked on that date, then by id; then a therapist's
    /// rooms, the tightest first (the one whose free stretch round the slot is shortest, seen no further than a day to
    /// each side), then their usual one, then by id.
    ///
    /// Changes nothing but what is kept for the next question.
    ///
    /// - Parameter limit: The first so many are enough: what comes after them is not ranked.
    public mutating func slots(
        in span: Interval? = nil, therapist: TherapistID? = nil, room: RoomID? = nil, limit: Int = .max
    ) -> [Slot] {
        list(span, SlotListing.Wish(therapist: therapist, room: room, onlyBestRoom: false), limit)
    }

    /// What a receptionist is offered: one slot for each start and therapist, in the room that fits tightest. The
    /// first of each such group of `slots(in:therapist:room:)`, in the same order unless told.
    public mutating func offers(
        in span: Interval? = nil, therapist: TherapistID? = nil, room: RoomID? = nil,
        by order: SlotOrder = .earliest
    ) -> [Slot] {
        let offers = list(span, SlotListing.Wish(therapist: therapist, room: room, onlyBestRoom: true), .max)
        return order == .snug ? offers.sorted(byRank: \.gapCost) : offers
    }

    /// How many `offers(in:therapist:room:by:)` there are; none of them is ranked.
    public func offerCount(
        in span: Interval? = nil, therapist: TherapistID? = nil, room: RoomID? = nil
    ) -> Int {
        let wish = SlotListing.Wish(therapist: therapist, room: room, onlyBestRoom: true)
        var count = 0
        forEachOpenColumn(in: span) { column, openTherapists, openRooms in
            var hasRoom = false
            openRooms.forEach(at: column) { rows in hasRoom = hasRoom || rows.contains { wish.admits(rooms[$0]) } }
            guard hasRoom else { return }
            openTherapists.forEach(at: column) { rows in count += rows.count { wish.admits(therapists[$0]) } }
        }
        return count
    }

    private mutating func list(_ span: Interval?, _ wish: SlotListing.Wish, _ limit: Int) -> [Slot] {
        var listing = SlotListing(self, completedRankings(), wish)
        forEachOpenColumn(in: span) { column, therapists, rooms in
            if listing.slots.count < limit { listing.visit(column, therapists, rooms) }
        }
        return listing.slots.count > limit ? Array(listing.slots.prefix(limit)) : listing.slots
    }
}

extension Schedule {
    /// `PreparedSearch.slots(in:therapist:room:)` of a search that is made for this one question. Empty for a service that
    /// the schedule does not have.
    public func slots(for query: SlotQuery) -> [Slot] {
        var search = PreparedSearch(self, service: query.service, span: query.span)
        return search?.slots(therapist: query.therapist, room: query.room) ?? []
    }

    /// `PreparedSearch.offers(in:therapist:room:by:)` of a search that is made for this one question.
    public func offers(for query: SlotQuery, by order: SlotOrder = .earliest) -> [Slot] {
        var search = PreparedSearch(self, service: query.service, span: query.span)
        return search?.offers(therapist: query.therapist, room: query.room, by: order) ?? []
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
