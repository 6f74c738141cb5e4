import Availability
import Foundation

/// Where and when random worlds are.
struct Place: Sendable, CustomStringConvertible {
    let zone: String
    let date: String

    var description: String { "\(zone) on \(date)" }

    /// An ordinary week, and nights on which the clocks change.
    static let all = [
        Place(zone: "America/Detroit", date: "2026-05-05"),
        Place(zone: "America/Detroit", date: "2026-03-08"),
        Place(zone: "America/Detroit", date: "2026-11-01"),
        Place(zone: "Europe/Berlin", date: "2026-10-25"),
        Place(zone: "Australia/Lord_Howe", date: "2026-04-05"),
        Place(zone: "Australia/Lord_Howe", date: "2026-10-04"),
        Place(zone: "America/Santiago", date: "2026-09-06"),
        Place(zone: "Africa/Casablanca", date: "2026-03-22"),
        Place(zone: "Asia/Kathmandu", date: "2026-07-01"),
        Place(zone: "Pacific/Apia", date: "2011-12-31"),
    ]

    /// Holds the engine against the oracle in so many worlds, up to the first in which it is wrong.
    ///
    /// - Parameter found: is told its seed at once: to shrink it takes longer than to find it.
    func hunt(from seed: UInt64, worlds: UInt64, found: (UInt64) -> Void = { _ in }) throws -> Hunt {
        let rules = try SystemZones.zone(zone)
        let clock = try ClockTable(zone: rules, around: rules.startOfDay(LocalDate(parsing: date)), days: 20)
        var hunt = Hunt()
        for seed in seed..<seed + worlds {
            let world = World(seed: seed, clock: clock)
            guard let oracle = world.oracle(clock) else { continue }
            let slots = oracle.slots()
            hunt.coverage.take(slots, by: oracle)
            guard world.failure(by: oracle, expecting: slots, explained: Self.explained) != nil else { continue }
            found(seed)
            hunt.failure = "\(self), seed \(seed): \(Self.shrunken(world, clock))"
            break
        }
        return hunt
    }

    /// What is wrong in the smallest world of those in which something still is. Reasons cost the most to check, so they
    /// are asked for only where the list alone shows nothing.
    private static func shrunken(_ world: World, _ clock: ClockTable) -> String {
        let counts = [0, explained, 1000]
        let count = counts.first { world.failure(clock: clock, explained: $0) != nil } ?? 1000
        let small = world.shrunken { $0.failure(clock: clock, explained: count) != nil }
        return "\(small.failure(clock: clock, explained: count) ?? "only before it was shrunken")\n\(small)"
    }

    /// At how many starts of a world the engine is asked for its reasons.
    private static let explained = 12
}

/// What came of some random worlds.
struct Hunt: Sendable {
    /// The first in which the engine is wrong, shrunken, with its seed.
    var failure: String?
    var coverage = Coverage()
}
