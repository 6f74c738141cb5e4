import Availability
import Foundation

/// Holds the engine against the oracle in seeded random worlds, on ordinary days and on nights when the clocks change:
/// `availability-fuzz [WORLDS [SEED]]`. Prints what fails, shrunk as far as it goes, with the seed that makes it again.
@main
struct Fuzz {
    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let worlds = numbers.first ?? 100_000
        let seed = numbers.dropFirst().first ?? 20_260_505
        let places = Place.all
        let each = (worlds + UInt64(places.count) - 1) / UInt64(places.count)
        let failures = try await withThrowingTaskGroup(of: [String].self) { group in
            for place in places { group.addTask { try place.failures(from: seed, worlds: each) } }
            var failures: [String] = []
            for try await found in group { failures += found }
            return failures
        }
        for failure in failures { print(failure) }
        print(
            "\(each * UInt64(places.count)) worlds from seed \(seed): \(failures.isEmpty ? "no" : "\(failures.count)") failure"
        )
        exit(failures.isEmpty ? EXIT_SUCCESS : EXIT_FAILURE)
    }
}
