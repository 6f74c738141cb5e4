import Availability
import Booking

/// The slots that stand under the numbers.
///
/// Whoever presses a number means the start and the therapist that she saw under it. So news moves nothing: a slot that
/// has gone stays in its place, marked, until a key makes another page.
struct SlotPage: Sendable {
    /// Nine at most, for they are taken by digits.
    static let mostSlots = 9

    /// In the order of their numbers.
    private(set) var slots: [Slot] = []
    /// Why slots cannot be had any more, by their place.
    private(set) var losses: [Int: SlotLoss] = [:]
    /// How many slots have come free that this page, made anew, would show or have passed by.
    private(set) var newSlots = 0
    /// All that was offered when the page was made.
    private var known: [Slot] = []

    init() {}

    /// - Parameter count: how many there is room for.
    init(of offers: [Slot], from first: Int, count: Int) {
        known = offers
        slots = Array(offers.dropFirst(first).prefix(min(count, Self.mostSlots)))
    }

    /// What has become of the slots: one may have got another room, and those that are gone are marked.
    ///
    /// - Parameters:
    ///   - count: for how many there is room; what is offered after the page goes on where numbers are free. Nil: it has
    ///     no sequel.
    ///   - loss: of a slot that is not among `offers`; nil: it can be had all the same.
    mutating func update(_ offers: [Slot], count: Int?, loss: (Slot) -> SlotLoss?) {
        let places = Dictionary(slots.enumerated().map { ($1.turn, $0) }, uniquingKeysWith: { first, _ in first })
        var gone = Set(slots.indices)
        var end = offers.startIndex
        for (index, offer) in offers.enumerated() {
            guard let place = places[offer.turn] else { continue }
            slots[place] = offer
            gone.remove(place)
            end = index + 1
        }
        losses = [:]
        for place in gone { losses[place] = loss(slots[place]) }
        guard let count else { return }
        if slots.isEmpty {
            // Nothing has a number that could change: what is there now is a page like another.
            self = SlotPage(of: offers, from: 0, count: count)
            return
        }
        let seen = Set(known.map(\.turn))
        newSlots = (end == 0 ? offers[...] : offers.prefix(end)).count { offer in
            !seen.contains(offer.turn) && places[offer.turn] == nil
        }
        guard end > 0 else { return }
        slots += offers[end...].prefix(max(0, min(count, Self.mostSlots) - slots.count))
    }

    /// Less room: what is not seen has no number.
    mutating func cut(to count: Int) {
        guard slots.count > count else { return }
        slots.removeSubrange(count...)
        losses = losses.filter { $0.key < count }
    }

    /// Where the next page begins in what is offered now.
    func end(in offers: [Slot]) -> Int? {
        let shown = Set(slots.map(\.turn))
        return offers.lastIndex { shown.contains($0.turn) }.map { $0 + 1 }
    }
}

/// Why a slot that was offered cannot be had any more.
enum SlotLoss: Hashable, Sendable {
    case past
    case taken(BookingConflictError)
    /// The rules have changed, or what the slot abutted has.
    case refused([Reason])

    /// One word for the list.
    var word: String {
        switch self {
        case .past: "past"
        case .taken: "taken"
        case .refused: "gone"
        }
    }
}

extension Slot {
    /// Who and when; in which room is the desk's affair.
    struct Turn: Hashable {
        var start: Instant
        var therapist: TherapistID
    }

    var turn: Turn { Turn(start: start, therapist: therapist) }
}
