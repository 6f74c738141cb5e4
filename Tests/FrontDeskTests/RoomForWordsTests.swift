import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// What is said where there is little room, and when a year must be said.
@Suite struct `The words of the desk` {
    @Test func `cut the practice's name only between words`() {
        var practice = SamplePractice.lively
        practice.brand = "Riverside Massage & Therapy"
        let desk = DeskDriver(practice).send(.mailCounts(queued: 0, failed: 4))
        #expect(desk.screen.line(0).hasPrefix(" Riverside Massage  ‹"))
        #expect(desk.resize(140, 36).screen.line(0).hasPrefix(" Riverside Massage & Therapy  ‹"))
        #expect(desk.resize(80, 24).screen.line(0).hasPrefix(" ‹ Tue 5 May 2026 ›"))
    }

    @Test func `keep the keys that matter most in the footer of the smallest desk`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15)).press(.down, .down)
        for key in ["n book", "x cancel", "/ find", "Tab rooms", "[ ] day", "F1 keys", "q quit"] {
            #expect(desk.footer.contains(key), "\(key)")
        }
    }

    @Test func `say who has a lost slot so shortly that three others are seen beside it`() {
        for size in [Size(columns: 80, rows: 24), Size(columns: 60, rows: 15)] {
            let desk = DeskDriver(size: size)
            desk.isSlow = true
            desk.type("n11")
            desk.practice.hold("Swedish 60", 1, room: 1, at: 615, by: SamplePractice.other, secondsLeft: 600)
            desk.answer()
            #expect(desk.shows("Ben is taken until 11:15") && desk.shows("held by Omar until 09:52"))
            for number in ["1 Tue", "2 Tue", "3 Tue"] { #expect(desk.shows(number), "\(number) at \(size)") }
        }
    }

    @Test func `say the year of a date that is not in this one`() {
        var practice = SamplePractice.lively
        practice.book("Swedish 60", 0, room: 1, at: 600 + 372 * 1440, "Ada Later")
        let desk = DeskDriver(practice).type("g2027-05-12").press(.enter)
        desk.press(.home).press(.down, .down, .down, .down).wait(seconds: 1)
        #expect(desk.shows("Ada Later") && desk.shows("Wed 12 May 2027 10:00–11:00"))
        #expect(desk.type("n1").shows("2027"))
    }

    @Test func `name a moment by its weekday only while there is no nearer one`() {
        var practice = SamplePractice.lively
        practice.hold("Swedish 60", 0, room: 1, at: 780 + 7 * 1440, by: SamplePractice.other, secondsLeft: 500)
        practice.hold("Swedish 60", 0, room: 1, at: 780 + 1440, by: SamplePractice.other, secondsLeft: 400)
        let desk = DeskDriver(practice)
        #expect(desk.shows("Wed 13:00 Swedish 60"))
        #expect(desk.type("H").shows("Tue 12 May 13:00"))
    }

    @Test func `tell in the go-to line itself what can be written`() {
        let desk = DeskDriver().type("gmaybe")
        #expect(desk.text.contains("tue, +3, 12, 5/12 or 2026-05-12"))
    }

    @Test func `say that the help goes on, and scroll to its end and no further`() {
        let desk = DeskDriver(size: Size(columns: 80, rows: 24)).press(.function(1))
        #expect(desk.shows(" more ") && desk.footer.contains("↑↓ scroll"))
        for _ in 0..<30 { desk.press(.pageDown) }
        let end = desk.text
        #expect(!desk.shows(" more ") && desk.press(.down).text == end)
        #expect(desk.press(.up).text != end)
    }
}
