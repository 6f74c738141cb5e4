import Foundation
import TestSupport
import Testing

/// The local times of practices in zones with offsets of all kinds, from the program as it is built here, and from the
/// statically linked one where `TOUCHBASE_RELEASE_BINARY` names it.
struct ZoneTests {
    static let binaries =
        [Program.built, ProcessInfo.processInfo.environment["TOUCHBASE_RELEASE_BINARY"]].compactMap(\.self)

    static let times = [
        ("America/Detroit", "2027-01-15T12:00", "2027-01-15T12:00:00-05:00"),
        ("America/Detroit", "2027-07-15T12:00", "2027-07-15T12:00:00-04:00"),
        ("Europe/Berlin", "2027-01-15T12:00", "2027-01-15T12:00:00+01:00"),
        ("Europe/Berlin", "2027-07-15T12:00", "2027-07-15T12:00:00+02:00"),
        ("Australia/Lord_Howe", "2027-01-15T12:00", "2027-01-15T12:00:00+11:00"),
        ("Australia/Lord_Howe", "2027-07-15T12:00", "2027-07-15T12:00:00+10:30"),
        // After the last year that zone files list one by one.
        ("America/Detroit", "2044-07-15T12:00", "2044-07-15T12:00:00-04:00"),
        ("Europe/Berlin", "2044-01-15T12:00", "2044-01-15T12:00:00+01:00"),
    ]

    @Test(arguments: binaries) func `local times have the offset of their zone and season`(binary: String) throws {
        let folder = try TemporaryFolder()
        var program = try Program(home: folder.path)
        program.path = binary
        for (zone, typed, expected) in Self.times {
            try program.writePractice(Fixture.practice(zone: zone))
            let listed = try program.run(
                "slots", "Foot Rub", "--from", String(typed.prefix(10)), "--days", "1", "--limit", "500", "--json"
            ).json()
            let starts = try #require(listed["slots"] as? [[String: Any]]).compactMap { $0["starts_at"] as? String }
            #expect(starts.contains(expected), "\(starts)")
            #expect(starts.allSatisfy { $0.hasSuffix(expected.suffix(6)) })
        }
    }

    @Test func `a confirmation tells the time with the zone's abbreviation of that day`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path, practice: Fixture.practice(zone: "Europe/Berlin"))
        let booked = try program.run("book", "jo@example.com", "Foot", "2027-07-15T12:00", "--name", "Jo Smith")
        #expect(booked.status == 0, "\(booked.errorOutput)")
        let outbox = "\(folder.path)/outbox"
        let file = try #require(try FileManager.default.contentsOfDirectory(atPath: outbox).first)
        #expect(try String(contentsOfFile: "\(outbox)/\(file)", encoding: .utf8).contains("12:00 CEST"))
    }
}
