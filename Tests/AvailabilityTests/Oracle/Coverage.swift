import Availability

/// What random worlds have been made of. A rule that is never alone in the way could be left out of the engine, and
/// nobody would see.
struct Coverage: Sendable {
    /// In how many minutes each rule alone was in the way of a therapist and a room, by its name.
    private(set) var alone: [String: Int] = [:]
    private(set) var slots = 0
    /// Of those, the starts that no step of the grid offers.
    private(set) var offTheSteps = 0

    /// Counts what is in the way in one world, and its slots.
    mutating func take(_ slots: [Slot], by oracle: Oracle) {
        for minute in oracle.clock.range(oracle.schedule.span) {
            for therapist in oracle.schedule.therapists.indices {
                for room in oracle.schedule.rooms.indices {
                    let broken = oracle.brokenRules(minute, therapist: therapist, room: room)
                    if let rule = broken.first, broken.count == 1 { alone[rule, default: 0] += 1 }
                }
            }
        }
        self.slots += slots.count
        offTheSteps += slots.count { !oracle.isStep($0) }
    }

    static func += (left: inout Coverage, right: Coverage) {
        left.alone.merge(right.alone, uniquingKeysWith: +)
        left.slots += right.slots
        left.offTheSteps += right.offTheSteps
    }
}

extension Coverage: CustomStringConvertible {
    var description: String {
        let rules = alone.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { "\($0.key) \($0.value)" }
        return "\(slots) slots, \(offTheSteps) of them off the steps; alone in the way: "
            + rules.joined(separator: ", ")
    }
}
