import Availability
import Testing

@Suite struct TZifTests {
    private func zone(_ bytes: [UInt8]) throws(ZoneDataError) -> ZoneRules {
        try ZoneRules(identifier: "Test", tzif: bytes)
    }

    private func flaw(_ bytes: [UInt8]) -> ZoneDataError.Flaw? {
        do throws(ZoneDataError) {
            _ = try zone(bytes)
            return nil
        } catch {
            return error.flaw
        }
    }

    private func offsets(_ footer: String, _ times: String...) throws -> [String] {
        let zone = try zone(TZifBytes.file(footer: footer))
        let utc = ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC")
        return try times.map { zone.offset(at: try utc.instant(of: TypedStart($0))).abbreviation }
    }

    @Test func `a file of version 1 has four bytes a time and no rule after it`() throws {
        let zone = try zone(TZifBytes.block(version: nil, timeWidth: 4, changes: [-100, 100]))
        let names = [-101, -100, 99, 100].map { zone.offset(at: Instant(secondsSinceEpoch: $0)).abbreviation }
        #expect(names == ["LMT", "CET", "CET", "LMT"])
    }

    @Test func `a year's rule may count days in three ways`() throws {
        let times = ["2027-03-01T02:59", "2027-03-01T03:00", "2028-03-01T02:59", "2028-03-01T03:00"]
        // 60 is 1 March in each year with J, and 29 February in a leap year without.
        #expect(try offsets("AAA-1BBB,J60/4,J300", times[0], times[1]) == ["AAA", "BBB"])
        #expect(try offsets("AAA-1BBB,J60/4,J300", times[2], times[3]) == ["AAA", "BBB"])
        #expect(try offsets("AAA-1BBB,59/4,300", times[0], times[1]) == ["AAA", "BBB"])
        #expect(try offsets("AAA-1BBB,59/4,300", "2028-02-29T02:59", "2028-02-29T03:00") == ["AAA", "BBB"])
        #expect(try offsets("AAA-1BBB,M3.1.1/4,M10.5.0", times[0], times[1]) == ["AAA", "BBB"])
    }

    @Test func `hours may reach into other days`() throws {
        // The Saturday 23:00 before the last Sunday of March, and Thursday 00:00 + 50 hours.
        let names = try offsets(
            "<-02>2<-01>,M3.5.0/-1,M10.5.4/50", "2026-03-29T00:59", "2026-03-29T01:00", "2026-10-31T02:59",
            "2026-10-31T03:00")
        #expect(names == ["-02", "-01", "-01", "-02"])
    }

    @Test func `daylight saving may last all year`() throws {
        let zone = try zone(TZifBytes.file(footer: "EST5EDT,0/0,J365/25"))
        let start = Instant(secondsSinceEpoch: 1_800_000_000)
        #expect(zone.offset(at: start).abbreviation == "EDT")
        #expect(zone.nextTransition(after: start) == nil)
        #expect(try offsets("EST5EDT,0/0,J365/25", "2026-12-31T23:59", "2027-01-01T05:00") == ["EDT", "EDT"])
    }

    @Test(arguments: [
        "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J365", "EST5EDT,366,1", "EST25", "EST", "5", "ES5", "<EST5",
        "EST5EDT,M3.2.0/168,1",
        "EST99999999999999999999", "EST5:60", "EST5EDT,M3,M11", "Ünï5",
    ])
    func `a rule that cannot be read is refused`(footer: String) {
        #expect(flaw(TZifBytes.file(footer: footer)) == .badFooter)
    }

    @Test func `what is wrong with a file is named`() {
        let good = TZifBytes.file(footer: "EST5")
        #expect(flaw(good) == nil)
        #expect(flaw([]) == .notTZif)
        #expect(flaw(Array("PNG".utf8) + good) == .notTZif)
        #expect(flaw(TZifBytes.file(footer: "EST5", version: "9")) == .unknownVersion)
        #expect(flaw(TZifBytes.block(version: nil, timeWidth: 4, changes: [5, 5])) == .inconsistent)
        #expect(flaw(TZifBytes.block(version: nil, timeWidth: 4, leaps: 1)) == .leapSeconds)
        #expect(flaw(TZifBytes.file(footer: "<A\u{1b}B>5")) == .badAbbreviation)
        #expect(ZoneDataError(identifier: "Test", flaw: .endsEarly).description.contains("tzdata"))
    }

    @Test func `a file that is cut short anywhere is refused`() throws {
        let whole = try SystemZones.bytes("America/Detroit")
        for length in stride(from: 0, to: whole.count - 1, by: 7) {
            #expect(flaw(Array(whole.prefix(length))) != nil, "\(length) bytes")
        }
    }

    @Test func `bytes gone wrong are refused or make some zone, and never a crash`() throws {
        var random = SplitMix(seed: 8536)
        let files =
            try ["America/Detroit", "Asia/Kathmandu"].map(SystemZones.bytes) + [TZifBytes.file(footer: "A5B,0,1")]
        var accepted = 0
        for round in 0..<400 {
            var bytes = files[round % files.count]
            for _ in 0..<random.int(1...4) {
                // The heads of both blocks and the rule are the places where much hangs on a byte.
                let place = random.once(in: 2) ? random.int(0...bytes.count - 1) : random.int(0...43)
                bytes[random.once(in: 3) ? bytes.count - 1 - place % 40 : place] = UInt8(random.int(0...255))
            }
            guard let zone = try? zone(bytes) else { continue }
            accepted += 1
            for days in stride(from: -80_000, to: 2_000_000, by: 300_007) {
                let date = LocalDate(daysSinceEpoch: days)
                #expect(zone.day(date).minutes >= 0)
                _ = zone.resolve(zone.localDateTime(at: zone.startOfDay(date)))
            }
        }
        #expect(accepted > 0)
    }
}
