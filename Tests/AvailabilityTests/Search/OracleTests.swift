import Availability
import Foundation
import Testing

/// The engine against the oracle. `AVAILABILITY_WORLDS` sets how many random worlds are tried at each place and time,
/// `AVAILABILITY_SEED` the first of their seeds; `make fuzz` tries more of them, faster.
@Suite struct OracleTests {
    @Test(arguments: Place.all)
    func `in random worlds the engine lists and explains what the oracle finds`(place: Place) throws {
        let environment = ProcessInfo.processInfo.environment
        let worlds = environment["AVAILABILITY_WORLDS"].flatMap { UInt64($0) } ?? 24
        let seed = environment["AVAILABILITY_SEED"].flatMap { UInt64($0) } ?? 20_260_505
        for failure in try place.failures(from: seed, worlds: worlds) { Issue.record("\(failure)") }
    }
}
