import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// A desk reads the bookings of some weeks, and the holds of all.
@Suite struct `A hold of a week that is not read` {
    private let desk: DeskDriver
    /// Tuesday, 14 July 2026, at 10:15.
    private let minute = 615 + 70 * 1440

    init() {
        var practice = SamplePractice.lively
        practice.hold("Swedish 60", 2, room: 1, at: minute, by: SamplePractice.other, secondsLeft: 300)
        desk = DeskDriver(practice)
    }

    @Test func `is counted and listed with the others, in the order in which they run out`() {
        let title = desk.text.split(separator: "\n").first { $0.contains("HOLDS") }
        #expect(title?.contains("3") == true)
        desk.type("H")
        let lines = desk.text.split(separator: "\n").filter { $0.contains("K7M") && $0.contains("·") }
        #expect(lines.map { $0.contains("Tue 14 Jul 10:15") } == [false, true, false])
    }

    @Test func `counts down`() {
        desk.wait(seconds: 60)
        #expect(desk.shows("04:00"))
        #expect(desk.type("H").wait(seconds: 241).shows("ran out"))
    }

    @Test func `comes into the open list by itself, and goes from it`() {
        desk.type("H")
        desk.elsewhere {
            $0.hold("Hot stone 90", 1, room: 2, at: minute + 1440, by: SamplePractice.other, secondsLeft: 90)
        }
        #expect(desk.shows("Wed 15 Jul 10:15") && desk.shows("01:30"))
        desk.elsewhere { $0.bookings[$0.bookings.count - 1].status = .cancelled }
        #expect(desk.shows("was confirmed or cancelled") && !desk.shows("01:30"))
    }

    @Test func `is cancelled in the list, and held again`() {
        desk.type("H").press(.down).type("x")
        #expect(desk.practice.bookings.last?.status == .cancelled && desk.shows("was cancelled"))
        desk.press(.escape).type("u")
        #expect(desk.practice.bookings.last?.status == .hold && desk.message.contains("Held again"))
        #expect(desk.type("H").shows("Tue 14 Jul 10:15"))
    }

    @Test func `is shown in its week`() {
        desk.type("H").press(.down, .enter)
        #expect(desk.screen.line(0).contains("Tue 14 Jul 2026") && desk.shows("HOLD  05:00"))
    }

    @Test func `stays listed while another week is looked at`() {
        desk.type("g9/1").press(.enter)
        #expect(desk.screen.line(0).contains("Tue 1 Sep 2026"))
        desk.type("H")
        #expect(desk.shows("Tue 14 Jul 10:15") && desk.shows("12:00") && desk.shows("07:41"))
    }

    @Test func `is not drawn anew when it is read again as it was`() {
        let before = desk.model.nextDeadline
        desk.send(.holds(desk.practice.holds(), at: SamplePractice.start))
        #expect(desk.model.nextDeadline == before && desk.shows("05:00"))
    }
}
