import FrontDesk
import Screen
import Testing

@Suite struct `At midnight` {
    /// A desk at 23:59, and a minute and a second later.
    private func desk(keys: String = "") -> DeskDriver {
        var practice = SamplePractice.lively
        practice.time = 1439
        return DeskDriver(practice).type(keys)
    }

    @Test func `a desk that was left on today goes on to the new one`() {
        let desk = desk()
        #expect(desk.shows("‹ Tue 5 May 2026 ›  today"))
        desk.wait(seconds: 61)
        #expect(desk.shows("‹ Wed 6 May 2026 ›  today"))
        desk.wait(seconds: 86_400)
        #expect(desk.shows("‹ Thu 7 May 2026 ›  today"))
    }

    @Test func `a desk that somebody put on another day stays there`() {
        #expect(desk(keys: "]]").wait(seconds: 61).shows("‹ Thu 7 May 2026 ›  tomorrow"))
        #expect(desk(keys: "[").wait(seconds: 61).shows("‹ Mon 4 May 2026 ›"))
    }

    @Test func `a booking in the making stays where it is, and the desk goes on once it is left`() {
        let desk = desk(keys: "n1").wait(seconds: 61)
        let date = desk.screen.line(0)
        desk.press(.escape)
        #expect(!desk.shows("BOOK") && date.contains("May 2026"))
        #expect(desk.wait(seconds: 60).shows("‹ Wed 6 May 2026 ›  today"))
    }

    @Test(arguments: [(0, "00:00"), (185, "03:00"), (500, "08:15"), (600, "10:00"), (1200, "20:00"), (1430, "23:45")])
    func `t puts the cursor on the present time at any hour`(time: Int, row: String) {
        var practice = SamplePractice()
        practice.time = time
        let desk = DeskDriver(practice).type("]]t").wait(seconds: 1)
        #expect(desk.shows("today") && practice.therapists.contains { desk.shows("\(row) \($0)") })
    }
}
