import Availability
import Booking
import BookingStore
import Foundation
import Testing

/// Listed means bookable, not listed means refused or explained: the engine against the database, over random
/// practices.
///
/// `STORE_PRACTICES` sets how many, `STORE_SEED` the first one's seed; a failure names its own.
@Suite struct EngineAgainstDatabaseTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["STORE_PRACTICES"].flatMap { UInt64($0) } ?? 16
    private static let firstSeed = environment["STORE_SEED"].flatMap { UInt64($0) } ?? 20_260_505
    private static let seeds = (0..<count).map { firstSeed + $0 }

    @Test(arguments: seeds) func `the engine and the database agree on what can be held`(seed: UInt64) throws {
        var world = try RandomWorld(seed: seed)
        let schedule = try world.read(world.span)
        for service in schedule.services.map(\.id) {
            let slots = schedule.slots(for: SlotQuery(service: service, span: world.span))
            try expectHeld(slots.map { Wish(service: service, slot: $0) }, schedule, world)
            let wishes = world.wishes(120, for: service, besides: slots, in: schedule)
            try expectExplained(wishes, besides: slots, schedule, world)
        }
    }

    @Test(arguments: seeds) func `what is listed does not depend on how much was read`(seed: UInt64) throws {
        var world = try RandomWorld(seed: seed)
        let (wide, part) = (try world.read(world.span), world.part())
        let narrow = try world.read(part)
        for service in wide.services.map(\.id) {
            let query = SlotQuery(service: service, span: part)
            #expect(narrow.slots(for: query) == wide.slots(for: query), "STORE_SEED=\(seed) \(service)")
        }
    }

    private func expectHeld(_ wishes: [Wish], _ schedule: Schedule, _ world: RandomWorld) throws {
        for (wish, answer) in zip(wishes, try HoldTrial.answers(to: wishes, in: world.practice)) where answer != .held {
            Issue.record("STORE_SEED=\(world.seed): listed, but \(answer): \(wish)")
        }
        for wish in wishes.shuffled().prefix(20) where !schedule.reasons(against: wish).isEmpty {
            Issue.record("STORE_SEED=\(world.seed): listed, but explained: \(wish)")
        }
    }

    private func expectExplained(
        _ wishes: [Wish], besides slots: [Slot], _ schedule: Schedule, _ world: RandomWorld
    ) throws {
        let listed = Set(slots.map { Wish(service: wishes[0].service, slot: $0) })
        let others = wishes.filter { !listed.contains($0) }
        for (wish, answer) in zip(others, try HoldTrial.answers(to: others, in: world.practice)) {
            let reasons = schedule.reasons(against: wish)
            if !agree(reasons, answer) {
                Issue.record("STORE_SEED=\(world.seed): not listed for \(reasons), but \(answer): \(wish)")
            }
        }
    }

    /// The database knows nothing of hours and steps: those are the engine's alone. What both know, both must say.
    private func agree(_ reasons: [Reason], _ answer: HoldTrial.Answer) -> Bool {
        let shared = reasons.filter { !$0.isTheEnginesAlone }
        switch answer {
        case .held: return shared.isEmpty && !reasons.isEmpty
        case .conflict(let blocker): return shared.references?.contains(blocker) == true
        case .notBookable: return !shared.isEmpty && shared.references == nil
        }
    }
}

extension Wish {
    fileprivate init(service: ServiceID, slot: Slot) {
        self.init(service: service, start: slot.start, therapist: slot.therapist, room: slot.room)
    }
}

extension Schedule {
    fileprivate func reasons(against wish: Wish) -> [Reason] {
        reasons(service: wish.service, start: wish.start, therapist: wish.therapist, room: wish.room)
    }
}

extension Reason {
    fileprivate var isTheEnginesAlone: Bool {
        switch self {
        case .offGrid, .outsideHours, .roomNotOpen: true
        default: false
        }
    }
}
