import Availability
import Foundation
import Testing

@Suite struct ZoneRulesAgainstFoundationTests {
    private static let years = 1990...2040

    @Test(arguments: SystemZones.identifiers)
    func `every zone has the offsets that Foundation has, or will learn, 1990 to 2040`(identifier: String) throws {
        let zone = try SystemZones.zone(identifier)
        let reference = try #require(TimeZone(identifier: identifier))
        for instant in try samples(zone, reference) {
            let date = Date(timeIntervalSince1970: Double(instant.secondsSinceEpoch))
            let offset = zone.offset(at: instant).seconds
            if offset == reference.secondsFromGMT(for: date) { continue }
            #expect(try offset == Self.offsetByTheCLibrary(identifier, instant), "\(zone.rfc3339(instant))")
        }
    }

    /// Foundation brings zone data of its own, which a law of this year has not reached when the system's has. Then the
    /// C library decides, which reads the same files as we do.
    private static func offsetByTheCLibrary(_ identifier: String, _ instant: Instant) throws -> Int {
        let date = Process()
        let output = Pipe()
        date.executableURL = URL(filePath: "/bin/date")
        date.arguments = ["--date=@\(instant.secondsSinceEpoch)", "+%::z"]
        date.environment = ["TZ": identifier]
        date.standardOutput = output
        try date.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        date.waitUntilExit()
        let parts = text.dropFirst().split(separator: ":").compactMap { Int($0.filter(\.isNumber)) }
        try #require(parts.count == 3, "\(text)")
        let seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
        return text.hasPrefix("-") ? -seconds : seconds
    }

    /// The second before and at each change that either knows, and the middle of each quarter.
    private func samples(_ zone: ZoneRules, _ reference: TimeZone) throws -> [Instant] {
        let first = try #require(LocalDate(year: Self.years.lowerBound, month: 1, day: 1))
        let last = try #require(LocalDate(year: Self.years.upperBound, month: 12, day: 31))
        let span = Interval(zone.startOfDay(first), zone.startOfDay(last))
        var changes: [Int64] = []
        var instant = span.start
        while let next = zone.nextTransition(after: instant), next < span.end {
            changes.append(next.secondsSinceEpoch)
            instant = next
        }
        var date = Date(timeIntervalSince1970: Double(span.start.secondsSinceEpoch))
        while let next = reference.nextDaylightSavingTimeTransition(after: date) {
            let seconds = Int64(next.timeIntervalSince1970)
            guard seconds < span.end.secondsSinceEpoch, next > date else { break }
            changes.append(seconds)
            date = next
        }
        let quarters = stride(from: span.start.secondsSinceEpoch, to: span.end.secondsSinceEpoch, by: 91 * 86_400)
        return (changes.flatMap { [$0 - 1, $0] } + quarters).map(Instant.init(secondsSinceEpoch:))
    }
}
