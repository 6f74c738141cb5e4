import Availability
import Testing

@Suite struct ZoneRulesTests {
    private func local(_ text: String) throws -> LocalDateTime { try TypedStart(text).local }

    private func utc(_ text: String) throws -> Instant {
        try ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC").instant(of: TypedStart(text))
    }

    @Test(arguments: [
        ("America/Detroit", "2026-05-05T10:00", "EDT", -4 * 3600),
        ("America/Detroit", "2026-12-05T10:00", "EST", -5 * 3600),
        ("Australia/Lord_Howe", "2026-05-05T10:00", "+1030", 37_800),
        ("Asia/Kathmandu", "2026-05-05T10:00", "+0545", 20_700),
        ("Europe/Dublin", "2026-12-05T10:00", "GMT", 0),
        ("Africa/Casablanca", "2026-03-01T10:00", "+00", 0),
        // Past every table, and past one turn of the calendar.
        ("America/Detroit", "2099-07-01T12:00", "EDT", -4 * 3600),
        ("America/Detroit", "2999-01-01T12:00", "EST", -5 * 3600),
        ("America/Santiago", "9999-01-01T12:00", "-03", -3 * 3600),
    ])
    func `offsets have the names that people know`(
        zone: String, time: String, abbreviation: String, seconds: Int
    ) throws {
        let offset = try SystemZones.zone(zone).offset(at: utc(time))
        #expect(offset.abbreviation == abbreviation)
        #expect(offset.seconds == seconds)
    }

    @Test func `the next change is found, in the table and after it`() throws {
        let zone = try SystemZones.zone("America/Detroit")
        #expect(zone.nextTransition(after: try utc("2026-05-05T00:00")) == (try utc("2026-11-01T06:00")))
        #expect(zone.nextTransition(after: try utc("2026-11-01T06:00")) == (try utc("2027-03-14T07:00")))
        #expect(zone.nextTransition(after: try utc("3000-01-01T00:00")) == (try utc("3000-03-09T07:00")))
        let fixed = ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC")
        #expect(fixed.nextTransition(after: try utc("2026-05-05T00:00")) == nil)
    }

    @Test func `a local time is one moment, none or two`() throws {
        let zone = try SystemZones.zone("America/Detroit")
        #expect(zone.resolve(try local("2026-03-08T01:59")) == .unique(try utc("2026-03-08T06:59")))
        #expect(zone.resolve(try local("2026-03-08T02:00")) == .nonexistent(change: try utc("2026-03-08T07:00")))
        #expect(zone.resolve(try local("2026-03-08T02:59")) == .nonexistent(change: try utc("2026-03-08T07:00")))
        #expect(zone.resolve(try local("2026-03-08T03:00")) == .unique(try utc("2026-03-08T07:00")))
        #expect(zone.resolve(try local("2026-11-01T00:59")) == .unique(try utc("2026-11-01T04:59")))
        #expect(
            zone.resolve(try local("2026-11-01T01:00"))
                == .twice(earlier: try utc("2026-11-01T05:00"), later: try utc("2026-11-01T06:00")))
        #expect(zone.resolve(try local("2026-11-01T02:00")) == .unique(try utc("2026-11-01T07:00")))
    }

    @Test(arguments: [
        ("America/Detroit", "2026-05-05", 24 * 60), ("America/Detroit", "2026-03-08", 23 * 60),
        ("America/Detroit", "2026-11-01", 25 * 60), ("Australia/Lord_Howe", "2026-04-05", 1470),
        ("Australia/Lord_Howe", "2026-10-04", 1410), ("America/Santiago", "2026-04-04", 25 * 60),
        ("America/Santiago", "2026-09-06", 23 * 60), ("Pacific/Apia", "2011-12-29", 24 * 60),
        ("Pacific/Apia", "2011-12-30", 0), ("Pacific/Apia", "2011-12-31", 24 * 60),
        ("America/Detroit", "3001-11-01", 25 * 60),
    ])
    func `days are as long as they are`(zone: String, date: String, minutes: Int) throws {
        #expect(try SystemZones.zone(zone).day(LocalDate(parsing: date)).minutes == minutes)
    }

    @Test(arguments: ["America/Detroit", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin"])
    func `every moment of a year comes back from its local time`(identifier: String) throws {
        let zone = try SystemZones.zone(identifier)
        var instant = try utc("2011-01-01T00:00")
        let end = try utc("2012-01-01T00:00")
        while instant < end {
            switch zone.resolve(zone.localDateTime(at: instant)) {
            case .unique(let only): #expect(only == instant)
            case .twice(let earlier, let later): #expect([earlier, later].contains(instant))
            case .nonexistent: Issue.record("\(zone.rfc3339(instant)) is shown by the clock")
            }
            instant = instant.advanced(byMinutes: 11)
        }
    }
}
