import Availability
import Booking
import Testing

struct WallClockTests {
    private let clock = TestPractice.clock

    @Test func `a moment is told by weekday, day, month and time`() {
        #expect(clock.dayAndTime(TestPractice.at(10)) == "Tue 5 May 10:00")
    }

    @Test func `a date of another year than the present one names it`() {
        #expect(WallClock(zone: clock.zone, presentYear: 2026).dayAndTime(TestPractice.at(10)) == "Tue 5 May 10:00")
        #expect(
            WallClock(zone: clock.zone, presentYear: 2025).dayAndTime(TestPractice.at(10)) == "Tue 5 May 2026 10:00")
    }

    @Test func `the full day names the year`() throws {
        let date = try #require(LocalDate(year: 2026, month: 12, day: 31))
        #expect(clock.fullDay(date) == "Thursday 31 December 2026")
    }

    @Test func `an end on the same day is told by its time alone`() {
        #expect(clock.span(TestPractice.at(10), TestPractice.at(11)) == "Tue 5 May 10:00–11:00")
    }

    @Test func `an end on another day names that day`() {
        #expect(clock.span(TestPractice.at(22), TestPractice.at(30)) == "Tue 5 May 22:00–Wed 6 May 06:00")
    }
}
