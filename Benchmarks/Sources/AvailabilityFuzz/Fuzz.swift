import Availability
import Foundation

/// Holds the engine against the oracle in seeded random worlds, on ordinary days and on nights when the clocks change:
/// `availability-fuzz [WORLDS [SEED]]`. Prints the seed of what fails as soon as it does, then the same shrunk as far as it
/// goes, and what the worlds were made of.
@main
struct Fuzz {
    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let worlds = numbers.first ?? 100_000
        let seed = numbers.dropFirst().first ?? 20_260_505
        let places = Place.all
        let each = (worlds + UInt64(places.count) - 1) / UInt64(places.count)
        let hunts = try await withThrowingTaskGroup(of: Hunt.self) { group in
            for place in places {
                group.addTask {
                    try place.hunt(from: seed, worlds: each) { seed in
                        let news = "\(place), seed \(seed): wrong, and being shrunk\n"
                        FileHandle.standardError.write(Data(news.utf8))
                    }
                }
            }
            var hunts: [Hunt] = []
            for try await hunt in group { hunts.append(hunt) }
            return hunts
        }
        let failures = hunts.compactMap(\.failure)
        for failure in failures { print(failure) }
        print(hunts.reduce(into: Coverage()) { $0 += $1.coverage })
        let outcome = failures.isEmpty ? "no failure" : "failures at \(failures.count) of \(places.count) places"
        print("\(each * UInt64(places.count)) worlds from seed \(seed): \(outcome)")
        exit(failures.isEmpty ? EXIT_SUCCESS : EXIT_FAILURE)
    }
}
