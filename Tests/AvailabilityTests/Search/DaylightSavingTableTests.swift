import Availability
import Testing

/// The days before, of and after a change of the clocks, morning, afternoon and night, in zones that change them in
/// different ways: every hour that is offered. The table was made with Python's zoneinfo, which shares nothing with the
/// engine.
@Suite struct DaylightSavingTableTests {
    @Test(arguments: table.split(separator: "\n").map(String.init))
    func `each day has the hours that its clock shows`(line: String) throws {
        let columns = line.split(separator: " ", maxSplits: 3).map(String.init)
        let day = try TestDay(columns[1], columns[0])
        let schedule = try day.schedule(.massage(60), works: columns[2])
        #expect(day.runs(day.slots(schedule).map(\.start)) == columns[3])
    }

    /// Zone, date, hours; then the starts, by the offset that holds at them.
    static let table = """
        America/Detroit 2026-03-07 08:00-10:00 -05:00 08:00 09:00
        America/Detroit 2026-03-07 13:00-15:00 -05:00 13:00 14:00
        America/Detroit 2026-03-07 22:00-30:00 -05:00 22:00 23:00 00:00 01:00, -04:00 03:00 04:00 05:00
        America/Detroit 2026-03-08 08:00-10:00 -04:00 08:00 09:00
        America/Detroit 2026-03-08 13:00-15:00 -04:00 13:00 14:00
        America/Detroit 2026-03-08 22:00-30:00 -04:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        America/Detroit 2026-03-09 08:00-10:00 -04:00 08:00 09:00
        America/Detroit 2026-03-09 13:00-15:00 -04:00 13:00 14:00
        America/Detroit 2026-03-09 22:00-30:00 -04:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        America/Detroit 2026-10-31 08:00-10:00 -04:00 08:00 09:00
        America/Detroit 2026-10-31 13:00-15:00 -04:00 13:00 14:00
        America/Detroit 2026-10-31 22:00-30:00 -04:00 22:00 23:00 00:00 01:00, -05:00 01:00 02:00 03:00 04:00 05:00
        America/Detroit 2026-11-01 08:00-10:00 -05:00 08:00 09:00
        America/Detroit 2026-11-01 13:00-15:00 -05:00 13:00 14:00
        America/Detroit 2026-11-01 22:00-30:00 -05:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        America/Detroit 2026-11-02 08:00-10:00 -05:00 08:00 09:00
        America/Detroit 2026-11-02 13:00-15:00 -05:00 13:00 14:00
        America/Detroit 2026-11-02 22:00-30:00 -05:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Europe/Berlin 2026-03-28 08:00-10:00 +01:00 08:00 09:00
        Europe/Berlin 2026-03-28 13:00-15:00 +01:00 13:00 14:00
        Europe/Berlin 2026-03-28 22:00-30:00 +01:00 22:00 23:00 00:00 01:00, +02:00 03:00 04:00 05:00
        Europe/Berlin 2026-03-29 08:00-10:00 +02:00 08:00 09:00
        Europe/Berlin 2026-03-29 13:00-15:00 +02:00 13:00 14:00
        Europe/Berlin 2026-03-29 22:00-30:00 +02:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Europe/Berlin 2026-03-30 08:00-10:00 +02:00 08:00 09:00
        Europe/Berlin 2026-03-30 13:00-15:00 +02:00 13:00 14:00
        Europe/Berlin 2026-03-30 22:00-30:00 +02:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Europe/Berlin 2026-10-24 08:00-10:00 +02:00 08:00 09:00
        Europe/Berlin 2026-10-24 13:00-15:00 +02:00 13:00 14:00
        Europe/Berlin 2026-10-24 22:00-30:00 +02:00 22:00 23:00 00:00 01:00 02:00, +01:00 02:00 03:00 04:00 05:00
        Europe/Berlin 2026-10-25 08:00-10:00 +01:00 08:00 09:00
        Europe/Berlin 2026-10-25 13:00-15:00 +01:00 13:00 14:00
        Europe/Berlin 2026-10-25 22:00-30:00 +01:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Europe/Berlin 2026-10-26 08:00-10:00 +01:00 08:00 09:00
        Europe/Berlin 2026-10-26 13:00-15:00 +01:00 13:00 14:00
        Europe/Berlin 2026-10-26 22:00-30:00 +01:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Australia/Lord_Howe 2026-04-04 08:00-10:00 +11:00 08:00 09:00
        Australia/Lord_Howe 2026-04-04 13:00-15:00 +11:00 13:00 14:00
        Australia/Lord_Howe 2026-04-04 22:00-30:00 +11:00 22:00 23:00 00:00 01:00, +10:30 01:30 02:30 03:30 04:30
        Australia/Lord_Howe 2026-04-05 08:00-10:00 +10:30 08:00 09:00
        Australia/Lord_Howe 2026-04-05 13:00-15:00 +10:30 13:00 14:00
        Australia/Lord_Howe 2026-04-05 22:00-30:00 +10:30 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Australia/Lord_Howe 2026-04-06 08:00-10:00 +10:30 08:00 09:00
        Australia/Lord_Howe 2026-04-06 13:00-15:00 +10:30 13:00 14:00
        Australia/Lord_Howe 2026-04-06 22:00-30:00 +10:30 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Australia/Lord_Howe 2026-10-03 08:00-10:00 +10:30 08:00 09:00
        Australia/Lord_Howe 2026-10-03 13:00-15:00 +10:30 13:00 14:00
        Australia/Lord_Howe 2026-10-03 22:00-30:00 +10:30 22:00 23:00 00:00 01:00, +11:00 02:30 03:30 04:30
        Australia/Lord_Howe 2026-10-04 08:00-10:00 +11:00 08:00 09:00
        Australia/Lord_Howe 2026-10-04 13:00-15:00 +11:00 13:00 14:00
        Australia/Lord_Howe 2026-10-04 22:00-30:00 +11:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Australia/Lord_Howe 2026-10-05 08:00-10:00 +11:00 08:00 09:00
        Australia/Lord_Howe 2026-10-05 13:00-15:00 +11:00 13:00 14:00
        Australia/Lord_Howe 2026-10-05 22:00-30:00 +11:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        America/Santiago 2026-04-04 08:00-10:00 -03:00 08:00 09:00
        America/Santiago 2026-04-04 13:00-15:00 -03:00 13:00 14:00
        America/Santiago 2026-04-04 22:00-30:00 -03:00 22:00 23:00, -04:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        America/Santiago 2026-04-05 08:00-10:00 -04:00 08:00 09:00
        America/Santiago 2026-04-05 13:00-15:00 -04:00 13:00 14:00
        America/Santiago 2026-04-05 22:00-30:00 -04:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        America/Santiago 2026-04-06 08:00-10:00 -04:00 08:00 09:00
        America/Santiago 2026-04-06 13:00-15:00 -04:00 13:00 14:00
        America/Santiago 2026-04-06 22:00-30:00 -04:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        America/Santiago 2026-09-05 08:00-10:00 -04:00 08:00 09:00
        America/Santiago 2026-09-05 13:00-15:00 -04:00 13:00 14:00
        America/Santiago 2026-09-05 22:00-30:00 -04:00 22:00 23:00, -03:00 01:00 02:00 03:00 04:00 05:00
        America/Santiago 2026-09-06 08:00-10:00 -03:00 08:00 09:00
        America/Santiago 2026-09-06 13:00-15:00 -03:00 13:00 14:00
        America/Santiago 2026-09-06 22:00-30:00 -03:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        America/Santiago 2026-09-07 08:00-10:00 -03:00 08:00 09:00
        America/Santiago 2026-09-07 13:00-15:00 -03:00 13:00 14:00
        America/Santiago 2026-09-07 22:00-30:00 -03:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Africa/Casablanca 2026-02-14 08:00-10:00 +01:00 08:00 09:00
        Africa/Casablanca 2026-02-14 13:00-15:00 +01:00 13:00 14:00
        Africa/Casablanca 2026-02-14 22:00-30:00 +01:00 22:00 23:00 00:00 01:00 02:00, +00:00 02:00 03:00 04:00 05:00
        Africa/Casablanca 2026-02-15 08:00-10:00 +00:00 08:00 09:00
        Africa/Casablanca 2026-02-15 13:00-15:00 +00:00 13:00 14:00
        Africa/Casablanca 2026-02-15 22:00-30:00 +00:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Africa/Casablanca 2026-02-16 08:00-10:00 +00:00 08:00 09:00
        Africa/Casablanca 2026-02-16 13:00-15:00 +00:00 13:00 14:00
        Africa/Casablanca 2026-02-16 22:00-30:00 +00:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Africa/Casablanca 2026-03-21 08:00-10:00 +00:00 08:00 09:00
        Africa/Casablanca 2026-03-21 13:00-15:00 +00:00 13:00 14:00
        Africa/Casablanca 2026-03-21 22:00-30:00 +00:00 22:00 23:00 00:00 01:00, +01:00 03:00 04:00 05:00
        Africa/Casablanca 2026-03-22 08:00-10:00 +01:00 08:00 09:00
        Africa/Casablanca 2026-03-22 13:00-15:00 +01:00 13:00 14:00
        Africa/Casablanca 2026-03-22 22:00-30:00 +01:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Africa/Casablanca 2026-03-23 08:00-10:00 +01:00 08:00 09:00
        Africa/Casablanca 2026-03-23 13:00-15:00 +01:00 13:00 14:00
        Africa/Casablanca 2026-03-23 22:00-30:00 +01:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Asia/Kathmandu 2026-06-30 08:00-10:00 +05:45 08:00 09:00
        Asia/Kathmandu 2026-06-30 13:00-15:00 +05:45 13:00 14:00
        Asia/Kathmandu 2026-06-30 22:00-30:00 +05:45 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Asia/Kathmandu 2026-07-01 08:00-10:00 +05:45 08:00 09:00
        Asia/Kathmandu 2026-07-01 13:00-15:00 +05:45 13:00 14:00
        Asia/Kathmandu 2026-07-01 22:00-30:00 +05:45 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Asia/Kathmandu 2026-07-02 08:00-10:00 +05:45 08:00 09:00
        Asia/Kathmandu 2026-07-02 13:00-15:00 +05:45 13:00 14:00
        Asia/Kathmandu 2026-07-02 22:00-30:00 +05:45 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        Pacific/Apia 2011-12-29 08:00-10:00 -10:00 08:00 09:00
        Pacific/Apia 2011-12-29 13:00-15:00 -10:00 13:00 14:00
        Pacific/Apia 2011-12-29 22:00-30:00 -10:00 22:00 23:00
        Pacific/Apia 2011-12-30 08:00-10:00 -
        Pacific/Apia 2011-12-30 13:00-15:00 -
        Pacific/Apia 2011-12-30 22:00-30:00 +14:00 00:00 01:00 02:00 03:00 04:00 05:00
        Pacific/Apia 2011-12-31 08:00-10:00 +14:00 08:00 09:00
        Pacific/Apia 2011-12-31 13:00-15:00 +14:00 13:00 14:00
        Pacific/Apia 2011-12-31 22:00-30:00 +14:00 22:00 23:00 00:00 01:00 02:00 03:00 04:00 05:00
        """
}

extension TestDay {
    /// The times on the clock, each run of them behind its offset; `-` when there are none.
    fileprivate func runs(_ starts: [Instant]) -> String {
        var runs: [(offset: Substring, times: [Substring])] = []
        for text in starts.map(zone.rfc3339) {
            let (time, offset) = (text.dropFirst(11).prefix(5), text.suffix(6))
            if runs.last?.offset != offset { runs.append((offset, [])) }
            runs[runs.count - 1].times.append(time)
        }
        return runs.isEmpty
            ? "-" : runs.map { "\($0.offset) \($0.times.joined(separator: " "))" }.joined(separator: ", ")
    }
}
