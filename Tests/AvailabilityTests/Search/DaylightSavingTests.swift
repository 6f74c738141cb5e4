import Availability
import Testing

/// Hours laid out on nights when the clocks change: local windows, elapsed durations.
@Suite struct DaylightSavingTests {
    struct Night: Sendable, CustomTestStringConvertible {
        var zone: String
        var date: String
        var works: String
        var granularity = 60
        var starts: [String]

        var testDescription: String { "\(zone) \(date) \(works)" }
    }

    /// Starts of a service as long as the steps. Offsets are written on dates that are not 24 hours long.
    static let nights = [
        // 02:00 EST is 03:00 EDT on 2026-03-08.
        Night(zone: "America/Detroit", date: "2026-03-07", works: "08:00-10:00", starts: ["08:00", "09:00"]),
        Night(
            zone: "America/Detroit", date: "2026-03-07", works: "22:00-30:00",
            starts: ["22:00", "23:00", "00:00", "01:00", "03:00", "04:00", "05:00"]),
        Night(
            zone: "America/Detroit", date: "2026-03-08", works: "08:00-10:00", starts: ["08:00-04:00", "09:00-04:00"]),
        Night(
            zone: "America/Detroit", date: "2026-03-08", works: "13:00-15:00", starts: ["13:00-04:00", "14:00-04:00"]),
        Night(
            zone: "America/Detroit", date: "2026-03-08", works: "02:30-05:00", starts: ["03:00-04:00", "04:00-04:00"]),
        Night(zone: "America/Detroit", date: "2026-03-08", works: "02:10-02:50", granularity: 10, starts: []),
        Night(zone: "America/Detroit", date: "2026-03-09", works: "08:00-10:00", starts: ["08:00", "09:00"]),
        // 02:00 EDT is 01:00 EST on 2026-11-01.
        Night(
            zone: "America/Detroit", date: "2026-11-01", works: "00:00-04:00",
            starts: ["00:00-04:00", "01:00-04:00", "01:00-05:00", "02:00-05:00", "03:00-05:00"]),
        Night(
            zone: "America/Detroit", date: "2026-11-01", works: "00:00-01:30", granularity: 30,
            starts: ["00:00-04:00", "00:30-04:00", "01:00-04:00"]),
        Night(
            zone: "America/Detroit", date: "2026-10-31", works: "22:00-26:00",
            starts: ["22:00", "23:00", "00:00", "01:00", "01:00"]),
        Night(
            zone: "America/Detroit", date: "2026-11-01", works: "13:00-15:00", starts: ["13:00-05:00", "14:00-05:00"]),
        Night(zone: "America/Detroit", date: "2026-11-02", works: "08:00-10:00", starts: ["08:00", "09:00"]),
        // 02:00 is 03:00, and 03:00 is 02:00.
        Night(
            zone: "Europe/Berlin", date: "2026-03-29", works: "01:00-05:00",
            starts: ["01:00+01:00", "03:00+02:00", "04:00+02:00"]),
        Night(
            zone: "Europe/Berlin", date: "2026-10-25", works: "01:00-04:00",
            starts: ["01:00+02:00", "02:00+02:00", "02:00+01:00", "03:00+01:00"]),
        // Half an hour: 02:00 is 01:30 in April, and 02:30 in October.
        Night(
            zone: "Australia/Lord_Howe", date: "2026-04-05", works: "01:00-03:00", granularity: 30,
            starts: ["01:00+11:00", "01:30+11:00", "01:30+10:30", "02:00+10:30", "02:30+10:30"]),
        Night(
            zone: "Australia/Lord_Howe", date: "2026-10-04", works: "01:00-04:00", granularity: 30,
            starts: ["01:00+10:30", "01:30+10:30", "02:30+11:00", "03:00+11:00", "03:30+11:00"]),
        Night(
            zone: "Australia/Lord_Howe", date: "2026-10-04", works: "02:15-03:30", granularity: 30,
            starts: ["02:30+11:00", "03:00+11:00"]),
        // Midnight itself: skipped in September, and the hour before it twice in April.
        Night(
            zone: "America/Santiago", date: "2026-09-06", works: "00:00-03:00", starts: ["01:00-03:00", "02:00-03:00"]),
        Night(zone: "America/Santiago", date: "2026-09-05", works: "22:00-26:00", starts: ["22:00", "23:00", "01:00"]),
        Night(
            zone: "America/Santiago", date: "2026-04-04", works: "22:00-24:00",
            starts: ["22:00-03:00", "23:00-03:00", "23:00-04:00"]),
        Night(zone: "America/Santiago", date: "2026-04-05", works: "00:00-02:00", starts: ["00:00", "01:00"]),
        // Back for Ramadan, which is how this zone saves daylight.
        Night(
            zone: "Africa/Casablanca", date: "2026-02-15", works: "01:00-04:00",
            starts: ["01:00+01:00", "02:00+01:00", "02:00+00:00", "03:00+00:00"]),
        Night(
            zone: "Africa/Casablanca", date: "2026-03-22", works: "01:00-05:00",
            starts: ["01:00+00:00", "03:00+01:00", "04:00+01:00"]),
        Night(zone: "Asia/Kathmandu", date: "2026-07-01", works: "10:00-12:00", starts: ["10:00", "11:00"]),
        // 2011-12-30 did not happen: whatever was to begin or end on it does so at the change.
        Night(zone: "Pacific/Apia", date: "2011-12-29", works: "22:00-30:00", starts: ["22:00", "23:00"]),
        Night(zone: "Pacific/Apia", date: "2011-12-30", works: "08:00-12:00", starts: []),
        Night(
            zone: "Pacific/Apia", date: "2011-12-30", works: "20:00-27:00",
            starts: ["00:00+14:00", "01:00+14:00", "02:00+14:00"]),
        Night(zone: "Pacific/Apia", date: "2011-12-31", works: "00:00-02:00", starts: ["00:00", "01:00"]),
    ]

    @Test(arguments: nights)
    func `hours are laid out on the wall clock and filled in elapsed time`(night: Night) throws {
        let day = try TestDay(night.date, night.zone)
        let schedule = try day.schedule(
            .massage(night.granularity), works: night.works, granularity: night.granularity)
        #expect(day.starts(schedule) == night.starts)
    }

    @Test func `both hours of an autumn night can be booked, each once`() throws {
        let day = try TestDay("2026-11-01")
        let held = try day.booking("K7M2QX", "01:00-04:00", "01:00-05:00")
        let schedule = try day.schedule(.massage(60), works: "00:00-04:00", occupancies: [held])
        #expect(day.starts(schedule) == ["00:00-04:00", "01:00-05:00", "02:00-05:00", "03:00-05:00"])
    }

    @Test func `an odd offset shows in what is printed`() throws {
        let day = try TestDay("2026-07-01", "Asia/Kathmandu")
        let schedule = try day.schedule(.massage(60), works: "10:00-11:00")
        #expect(day.slots(schedule).map { day.zone.rfc3339($0.start) } == ["2026-07-01T10:00:00+05:45"])
    }

    @Test func `hours around the clock are counted from Monday, wherever the search begins`() throws {
        let day = try TestDay("2026-05-07")
        var schedule = try day.schedule(.massage(60), works: "", granularity: 13 * 60)
        let always = try #require(DayWindow(start: 0, end: 1440))
        schedule.therapists[0].hours = Hours(
            weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [always]) }))
        // Thursday and Friday: 6, 7, 8 and 9 times 13 hours after Monday's midnight.
        #expect(day.starts(schedule) == ["06:00", "19:00", "08:00", "21:00"])
        // A free Friday ends the run; the week is not filled then, but the one before it is.
        schedule.therapists[0].hours.overrides[day.date.advanced(byDays: 1)] = []
        #expect(day.starts(schedule) == ["06:00", "19:00"])
    }
}
