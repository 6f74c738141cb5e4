// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

// A package of its own, so that the program's build stays light.
let package = Package(
    name: "Benchmarks",
    products: [
        .executable(name: "availability-bench", targets: ["AvailabilityBench"]),
        .executable(name: "availability-fuzz", targets: ["AvailabilityFuzz"]),
        .executable(name: "ranking-replay", targets: ["RankingReplay"]),
        .executable(name: "slots-bench", targets: ["SlotsBench"]),
    ],
    dependencies: [
        .package(name: "TouchBase", path: "..")
    ],
    targets: [
        .executableTarget(
            name: "AvailabilityBench", dependencies: [.product(name: "Availability", package: "TouchBase")],
            swiftSettings: settings),
        .executableTarget(
            name: "RankingReplay", dependencies: [.product(name: "Availability", package: "TouchBase")],
            swiftSettings: settings),
        // The oracle is that of the engine's tests: a link in the folder.
        .executableTarget(
            name: "AvailabilityFuzz", dependencies: [.product(name: "Availability", package: "TouchBase")],
            swiftSettings: settings),
        // Without the optimizer, which in Swift 6.3.1 gives LLVM a broken module here. What is timed is in the libraries.
        .executableTarget(
            name: "SlotsBench", dependencies: [.product(name: "BookingStore", package: "TouchBase")],
            swiftSettings: settings + [.unsafeFlags(["-Onone"])]),
    ],
    swiftLanguageModes: [.v6]
)
