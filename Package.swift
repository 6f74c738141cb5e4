// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
    ]
    + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

func house(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: settings)
}

let package = Package(
    name: "TouchBase",
    products: [
        .executable(name: "touchbase", targets: ["touchbase"]),
        .library(name: "Availability", targets: ["Availability"]),
        // What Benchmarks measure.
        .library(name: "BookingStore", targets: ["Availability", "Booking", "BookingStore", "Postgres"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // Not linked: the processes that send mail load libcurl themselves.
        .target(name: "CCurl"),
        .target(name: "CRescue"),

        house("Availability"),
        house("Screen"),
        house("Booking", ["Availability"]),
        house("Postgres", ["CPostgres"]),
        house("EmbeddedServer"),
        house("BookingStore", ["Availability", "Booking", "Postgres"], resources: [.embedInCode("Migrations")]),
        house("Mail", ["Availability", "Booking", "CCurl"], resources: [.embedInCode("Templates")]),
        house(
            "Terminal", ["Screen", "CNcurses", "CRescue", .product(name: "TOMLKit", package: "TOMLKit")],
            resources: [.embedInCode("BuiltIn")]),
        house("FrontDesk", ["Availability", "Booking", "Screen"]),
        .executableTarget(
            name: "touchbase",
            dependencies: [
                "Availability", "Booking", "BookingStore", "EmbeddedServer", "FrontDesk", "Mail", "Postgres", "Screen",
                "Terminal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            resources: [.embedInCode("PracticeFile/Sample.toml"), .embedInCode("Demo/Customers.tsv")],
            swiftSettings: settings),

        .target(
            name: "TestSupport", dependencies: ["EmbeddedServer", "Postgres"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .executableTarget(
            name: "touchbase-stress",
            dependencies: [
                "Availability", "Booking", "BookingStore", "EmbeddedServer", "Postgres", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Tests/Stress", swiftSettings: settings),
        tests("AvailabilityTests", ["Availability"]),
        tests("ScreenTests", ["Screen"]),
        tests("BookingTests", ["Booking"]),
        tests("PostgresTests", ["Postgres", "TestSupport"]),
        tests("EmbeddedServerTests", ["EmbeddedServer", "Postgres", "TestSupport"]),
        tests(
            "BookingStoreTests",
            ["Availability", "Booking", "BookingStore", "Postgres", "TestSupport", "touchbase-stress"]),
        tests(
            "MailTests", ["Availability", "Booking", "Mail", "TestSupport"], exclude: ["Goldens"],
            resources: [.embedInCode("Programs")]),
        tests("TerminalTests", ["CNcurses", "Screen", "Terminal", "TestSupport"]),
        tests("FrontDeskTests", ["Availability", "Booking", "FrontDesk", "Screen"], exclude: ["Goldens"]),
        tests(
            "TouchBaseTests",
            [
                "touchbase", "Availability", "Booking", "BookingStore", "EmbeddedServer", "FrontDesk", "Postgres",
                "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
