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
        let hunt = try place.hunt(from: seed, worlds: worlds)
        if let failure = hunt.failure { Issue.record("\(failure)") }
    }

    @Test func `random worlds reach each rule alone`() throws {
        let coverage = try Place.all[0].hunt(from: 1, worlds: 40).coverage
        let rules = [
            "serviceNotDone", "serviceDoesNotFit", "past", "offGrid", "outsideHours", "timeOff", "therapistBusy",
            "roomNotOpen", "roomClosed", "roomBusy",
        ]
        let rare = rules.filter { coverage.alone[$0, default: 0] < 5 }
        #expect(rare.isEmpty && coverage.offTheSteps > 10, "\(coverage)")
    }
}
