import Availability
import FrontDesk
import Screen
import Testing

/// Where the desk opens, and what it offers there.
@Suite struct `The desk opens` {
    private func wholeDay(_ practice: SamplePractice) -> Interval {
        Interval(practice.instant(0), practice.instant(1440))
    }

    @Test func `on somebody who works now`() {
        var practice = SamplePractice()
        practice.timeOff[0] = [wholeDay(practice)]
        let desk = DeskDriver(practice)
        #expect(desk.shows("09:30 Chloe Tan") && desk.shows("free until 12:30") && desk.shows("↵ book here"))
    }

    @Test func `before the first opening on who begins first`() {
        var practice = SamplePractice()
        practice.time = 360
        practice.timeOff[0] = [Interval(practice.instant(0), practice.instant(600))]
        let desk = DeskDriver(practice)
        #expect(desk.shows("09:00 Chloe Tan") && desk.shows("↵ book here"))
    }

    @Test func `in the evening with the end of the day in view, and offers another time`() {
        var practice = SamplePractice.lively
        practice.time = 1230
        let desk = DeskDriver(practice)
        #expect(desk.shows("13:00│") && desk.shows("20:30│") && !desk.shows("22:00│"))
        #expect(desk.shows("n book another time") && !desk.shows("book here"))
    }

    @Test func `and Enter in the row of the present time takes the next start that can be had`() {
        let desk = DeskDriver(SamplePractice())
        #expect(desk.shows("09:30 Ana Ruiz"))
        desk.press(.enter).type("1")
        #expect(desk.shows("Tue 09:45 Ana") && desk.shows("held for you"))
    }

    @Test func `a cell says what keeps it from being booked`() {
        let desk = DeskDriver(SamplePractice.lively).press(.tab)
        desk.click(10, 6).wait(seconds: 1)
        #expect(desk.shows("10:00 Room 1") && desk.shows("turnover until 10:15") && desk.shows("of K7M223"))
        desk.press(.tab, .right, .home, .up)
        #expect(desk.wait(seconds: 1).shows("off until 10:00"))
    }
}
