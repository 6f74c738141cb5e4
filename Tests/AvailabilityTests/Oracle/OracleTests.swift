import Availability
import Foundation
import Testing

/// The engine against the oracle. `AVAILABILITY_WORLDS` sets how many random worlds are tried at each place and time,
/// `AVAILABILITY_SEED` the first of their seeds.
@Suite struct OracleTests {
    struct Place: Sendable, CustomTestStringConvertible {
        var zone: String
        var date: String

        var testDescription: String { "\(zone) on \(date)" }
    }

    /// An ordinary week, and nights on which the clocks change.
    static let places = [
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

    @Test(arguments: places)
    func `in random worlds the engine lists and explains what the oracle finds`(place: Place) throws {
        let environment = ProcessInfo.processInfo.environment
        let worlds = environment["AVAILABILITY_WORLDS"].flatMap { UInt64($0) } ?? 24
        let seed = environment["AVAILABILITY_SEED"].flatMap { UInt64($0) } ?? 20_260_505
        let clock = try clock(place)
        for seed in seed..<seed + worlds {
            let world = World(seed: seed, clock: clock)
            guard world.failure(clock: clock, explained: 12) != nil else { continue }
            let small = world.shrunken { $0.failure(clock: clock, explained: 1000) != nil }
            let failure = small.failure(clock: clock, explained: 1000) ?? "only before it was shrunken"
            Issue.record("\(place.testDescription), seed \(seed): \(failure)\n\(small)")
            return
        }
    }

    private func clock(_ place: Place) throws -> ClockTable {
        let zone = try SystemZones.zone(place.zone)
        return try ClockTable(zone: zone, around: zone.startOfDay(LocalDate(parsing: place.date)), days: 20)
    }
}
