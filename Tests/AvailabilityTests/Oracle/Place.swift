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

    /// The first of so many worlds in which the engine is wrong, shrunken; empty when there is none.
    func failures(from seed: UInt64, worlds: UInt64) throws -> [String] {
        let rules = try SystemZones.zone(zone)
        let clock = try ClockTable(zone: rules, around: rules.startOfDay(LocalDate(parsing: date)), days: 20)
        for seed in seed..<seed + worlds {
            let world = World(seed: seed, clock: clock)
            guard world.failure(clock: clock, explained: 12) != nil else { continue }
            let small = world.shrunken { $0.failure(clock: clock, explained: 1000) != nil }
            let failure = small.failure(clock: clock, explained: 1000) ?? "only before it was shrunken"
            return ["\(self), seed \(seed): \(failure)\n\(small)"]
        }
        return []
    }
}
