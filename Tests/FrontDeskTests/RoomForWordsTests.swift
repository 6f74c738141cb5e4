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

    @Test(arguments: [(120, 36), (80, 24), (60, 15)])
    func `say in whole why a customer cannot be made`(columns: Int, rows: Int) {
        let desk = DeskDriver(size: Size(columns: columns, rows: rows)).type("n11zoe").press(.enter)
        desk.press(.tab).type("none").press(.enter)
        #expect(desk.shows("A phone number is one line") && desk.shows("digits") && !desk.shows("wit…"))
    }

    @Test(arguments: [(120, 36), (80, 24)])
    func `say what is held beside the box in which its customer is found`(columns: Int, rows: Int) {
        let desk = DeskDriver(size: Size(columns: columns, rows: rows)).type("n11")
        #expect(desk.shows("HELD FOR YOU"))
        #expect(desk.type("0142").shows("HELD FOR YOU"))
    }

    @Test func `leave nothing of a word beside a box over the welcome`() {
        let desk = DeskDriver(.nothing).type("T")
        let lines = desk.text.split(separator: "\n").filter { $0.contains("│") || $0.contains("┐") || $0.contains("┘") }
        for line in lines { #expect(["│", "┐", "┘"].contains(line.trimmed.suffix(1)), "\(line)") }
    }

    @Test func `say of what the numbers beside the slots are, also when none is near`() {
        var practice = SamplePractice.lively
        let week = practice.instant(0)
        for index in practice.therapists.indices {
            practice.timeOff[index] = [Interval(week, week.advanced(byMinutes: 4 * 1440))]
        }
        for size in [Size(columns: 120, rows: 36), Size(columns: 80, rows: 24), Size(columns: 60, rows: 15)] {
            let desk = DeskDriver(practice, size: size).type("n1")
            let line = desk.text.split(separator: "\n").first { $0.contains("before Sat 9 May") }
            #expect(line?.trimmed.hasSuffix("gap") == true, "\(line ?? "")")
        }
    }

    @Test(arguments: [(80, 24), (60, 15)]) func `say of a hold all that it is of`(columns: Int, rows: Int) {
        let desk = DeskDriver(size: Size(columns: columns, rows: rows)).type("H")
        #expect(desk.shows("Hot stone 90 · Elin · Room 3") && desk.shows("Omar · desk-2"))
        #expect(desk.shows("Swedish 60 · Ben · Room 2"))
        desk.press(.down).type("x")
        #expect(desk.practice.bookings[3].status == .cancelled && desk.shows("was cancelled"))
    }

    @Test func `say of a booking that was found who, what and with whom`() {
        let desk = DeskDriver(size: Size(columns: 80, rows: 24)).type("/K7M224")
        #expect(desk.shows("Marguerite Abara · Deep tissue 90 · Ana"))
    }

    @Test func `tell that a card has more than there is room for`() {
        var practice = SamplePractice.lively
        practice.bookings[1].customer?.notes = String(repeating: "firm pressure ", count: 30)
        let desk = DeskDriver(practice, size: Size(columns: 60, rows: 15)).press(.down, .down, .enter)
        #expect(desk.shows("lines more in a larger window") && desk.shows("pressure…"))
    }

    @Test func `tell that a search has found more than it lists`() {
        let desk = DeskDriver().type("n11")
        let many = (0..<50).map { number in
            FoundCustomer(customer: Customer(id: CustomerID(rawValue: Int64(900 + number)), name: "Ann \(number)"))
        }
        desk.isDeaf = true
        desk.type("ann").send(.customersFound("ann", many))
        #expect(desk.shows("50+ found"))
        desk.send(.customersFound("ann", Array(many.dropLast())))
        #expect(desk.shows("49 found"))
    }

    @Test func `say that nothing was found only when somebody has looked`() {
        let desk = DeskDriver()
        desk.isDeaf = true
        desk.type("/dahl")
        #expect(desk.shows("Looking…") && !desk.shows("Nothing found"))
        desk.send(.connection(.reconnecting(attempt: 1)))
        #expect(desk.shows("The database is away: it is looked for when that is back."))
        desk.isDeaf = false
        #expect(desk.send(.connection(.live)).shows("Henrik Dahl"))
        #expect(desk.type("zz").shows("Nothing found."))
    }

    @Test func `name the date that was typed when nothing is free on it, and show it`() {
        var practice = SamplePractice.lively
        let day = practice.instant(1440)
        for index in practice.therapists.indices {
            practice.timeOff[index] = [Interval(day, day.advanced(byMinutes: 1440))]
        }
        let desk = DeskDriver(practice).type("n1").type("tomorrow")
        #expect(desk.shows("Nothing on Wed 6 May.") && desk.screen.line(0).contains("Wed 6 May 2026"))
        #expect(desk.type(" ben").shows("Nothing fits that."))
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

extension Substring {
    fileprivate var trimmed: String { split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
}
