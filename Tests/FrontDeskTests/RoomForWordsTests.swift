import Availability
import Booking
import Foundation
import FrontDesk
import Screen
import Testing

/// What is said where there is little room, and when a year must be said.
@Suite struct `The words of the desk` {
    @Test func `cut the practice's name only between words`() {
        var practice = SamplePractice.lively
        practice.brand = "Riverside Massage & Therapy"
        let desk = DeskDriver(practice)
        #expect(desk.screen.line(0).hasPrefix(" Riverside Massage ‹"))
        #expect(desk.resize(140, 36).screen.line(0).hasPrefix(" Riverside Massage & Therapy ‹"))
        #expect(desk.resize(80, 24).screen.line(0).hasPrefix(" ‹ Tue 5 May 2026"))
    }

    @Test(arguments: [60, 80, 110, 114, 120, 140, 200])
    func `leave the date and the tabs where they are, whatever the day, the mail and the link are`(columns: Int) {
        var practice = SamplePractice.lively
        practice.brand = "Riverside Massage & Therapy"
        let desk = DeskDriver(practice, size: Size(columns: columns, rows: 24))
        let place = { (text: String) -> Int? in
            let line = desk.screen.line(0)
            return line.range(of: text).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
        }
        let (date, tab) = (place("‹"), place("Therapists"))
        #expect(date != nil && tab != nil)
        for _ in 0..<27 {
            desk.type("]")
            #expect(place("‹") == date && place("Therapists") == tab, "\(desk.screen.line(0))")
        }
        desk.send(.mailCounts(queued: 0, failed: 14, uncertain: 3))
        #expect(place("‹") == date, "\(desk.screen.line(0))")
        desk.send(.connection(.reconnecting(attempt: 12)))
        #expect(place("‹") == date, "\(desk.screen.line(0))")
    }

    @Test func `say where to show a customer who comes before what for, and of that last how long it takes`() {
        var practice = SamplePractice.lively
        practice.book("Reflexology 30", 2, room: 4, at: 600, "Ada Early")
        let desk = DeskDriver(practice)
        #expect(desk.shows("Elin · Room 4 · Sports 60") && desk.shows("Ana · Room 2 · Deep tissue 90"))
        #expect(desk.shows("Chloe · Room 4 · Reflexology") && !desk.shows("Chloe · Room 4 · Reflexology 30"))
    }

    @Test func `say of a hold in a far week what is held, though not how long it takes`() {
        var practice = SamplePractice.lively
        practice.hold("Swedish 60", 0, room: 1, at: 540 + 254 * 1440, by: SamplePractice.other, secondsLeft: 500)
        let desk = DeskDriver(practice)
        #expect(desk.shows("Thu 14 Jan 2027 09:00 Swedish") && !desk.shows("Swedis…"))
    }

    @Test(arguments: [(120, 36), (80, 24), (60, 15)])
    func `call keys by words where the terminal shows no signs, and leave out no way on or back for them`(
        columns: Int, rows: Int
    ) {
        for scene in Scene.all {
            let (signs, words) = (DeskDriver(scene.practice), DeskDriver(scene.practice, keyNames: .words))
            for desk in [signs, words] {
                scene.play(desk)
                desk.wait(milliseconds: 150).resize(columns, rows)
            }
            let text = words.text
            #expect(!text.contains { "↵⇧↓".contains($0) }, "\(scene.name)")
            // Over the calendar it gives way to what cannot be found out by trying.
            let isNeeded = signs.footer.contains("↵") && !signs.footer.contains("q quit")
            #expect(words.footer.contains("Enter") || !isNeeded, "\(scene.name): \(words.footer)")
            #expect(words.footer.contains("Esc") == signs.footer.contains("Esc"), "\(scene.name): \(words.footer)")
            #expect(!words.footer.contains("…") && words.footer.count <= columns, "\(scene.name): \(words.footer)")
        }
        let help = DeskDriver(size: Size(columns: columns, rows: rows), keyNames: .words).press(.function(1))
        #expect(help.shows("more below ─┘") && help.press(.end).shows("more above ─┐"))
    }

    @Test func `set off keys, and not the blanks beside them`() {
        for desk in [DeskDriver().press(.function(1)), DeskDriver(.nothing), DeskDriver(.nothing).press(.function(1))] {
            let screen = desk.screen
            for row in 0..<36 {
                let keys = screen.row(row).split { $0.ink != .key }.map { String($0.map(\.character)) }
                for key in keys { #expect(!key.hasPrefix(" ") && !key.hasSuffix(" "), "\(screen.line(row))") }
            }
        }
    }

    @Test func `end no step of a booking in two ellipses`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15)).type("n110142").press(.enter)
        #expect(desk.wait(seconds: 601).shows("ran out: ↵") && !desk.shows("……"))
    }

    @Test func `tell also in a very small terminal how to leave it`() {
        #expect(DeskDriver(size: Size(columns: 40, rows: 10)).shows("Too small: 60×15 needed. q quits."))
        #expect(DeskDriver(size: Size(columns: 24, rows: 5)).shows("Too small: 60×15 needed"))
    }

    @Test(arguments: [120, 80, 60]) func `say in whole that no answer came`(columns: Int) {
        let desk = DeskDriver(size: Size(columns: columns, rows: 24))
        desk.isSlow = true
        desk.type("H").type("x").press(.escape)
        let text = "The database did not answer in time: the change may or may not have been made."
        guard
            case .perform(_, let ticket)? = desk.takeEffects().last(where: {
                if case .perform = $0 { true } else { false }
            })
        else { return #expect(Bool(false), "Nothing was asked.") }
        desk.send(.unanswered(ticket, text))
        let rows = columns == 120 ? 1 : 2
        let said = (0..<rows).map { desk.screen.line(24 - 1 - rows + $0).trimmed }.joined(separator: " ")
        #expect(said == "✕ No answer " + text)
        let grid = desk.screen.line(24 - 2 - rows)
        #expect(grid.contains("│"))
        // The cursor is seen above what is said.
        for _ in 0..<40 { desk.press(.down) }
        #expect((2..<23 - rows).contains { desk.screen.row($0).contains { $0.ground == .selected } })
    }

    @Test func `break a message where one thing ends and the next begins`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15)).press(.down, .down).type("x").press(.enter)
        #expect(desk.screen.line(12).hasPrefix(" ✓ Cancelled K7M224  Marguerite Abara ·"))
        #expect(desk.screen.line(12).hasSuffix("u undo") && desk.screen.line(13) == "   Tue 5 May 10:15")
    }

    @Test func `cut a message only where three lines are not enough`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15))
        desk.send(.failed(String(repeating: "The database is not there. ", count: 20)))
        #expect(desk.screen.line(13).hasSuffix("…") && desk.screen.line(11).hasPrefix(" ✕ The database"))
        #expect(desk.footer.contains("F1 keys"))
    }

    @Test func `leave a list of slots only those that it has room for beside a long message`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15)).type("n1")
        desk.send(.failed("The database did not answer in time: the change may or may not have been made, who knows."))
        let numbers = desk.text.split(separator: "\n").compactMap { line in
            line.split(separator: "│").last?.trimmed.first?.wholeNumberValue
        }
        #expect(desk.footer.contains("1-\(numbers.max() ?? 0) take"))
    }

    @Test func `keep the keys that matter most in the footer of the smallest desk`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15)).press(.down, .down).wait(milliseconds: 150)
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

    @Test func `say of all bookings that were found the same, where one of them has little room`() {
        var practice = SamplePractice.lively
        practice.services[0].name = "60-minute Swedish"
        practice.bookings[0].service.name = "60-minute Swedish"
        practice.bookings[2].service.name = "60-minute Swedish"
        practice.bookings[2].customer?.name = "Yuki Tanaka-Feather"
        let desk = DeskDriver(practice, size: Size(columns: 80, rows: 24)).type("/K7M2")
        #expect(desk.shows("Jo Smith · Swedish 60 · Ana") && desk.shows("Yuki Tanaka-Feather · Swedish 60"))
        #expect(desk.resize(120, 36).shows("Jo Smith · 60-minute Swedish · Ana Ruiz"))
    }

    @Test func `say in whole that nothing can be looked for, also in the smallest terminal`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15))
        desk.isDeaf = true
        desk.type("/dahl").send(.connection(.reconnecting(attempt: 1)))
        #expect(desk.shows("it is looked for when that is") && desk.shows("back.") && !desk.shows("is…"))
    }

    @Test func `stand beside the time that was typed when nothing is free then`() {
        let desk = DeskDriver(size: Size(columns: 80, rows: 24)).type("n1").type("ben today @18")
        #expect(desk.shows("Nothing fits that.") && desk.text.contains("18:00│"))
    }

    @Test func `say of what was found when, who and with whom in any terminal, the service only where it has room`() {
        var practice = SamplePractice.lively
        for index in practice.bookings.indices { practice.bookings[index].customer?.name = "Kateryna Shevchenko-Lind" }
        let desk = DeskDriver(practice, size: Size(columns: 60, rows: 15)).type("/K7M2")
        #expect(desk.shows("◉ Tue 5 May 09:00   Kateryna Shevchenko-Lind · Ana │"))
        #expect(desk.shows("● Tue 5 May 10:45   Kateryna Shevchenko-L… · Chloe │"))
        #expect(desk.resize(84, 24).shows("◉ K7M223  Tue 5 May 09:00   Kateryna Shevchenko-Lind · Swedish 60 · Ana"))
        #expect(desk.shows("● K7M227  Tue 5 May 14:30   Kateryna Shevchenko-Lind · Ben "))
    }

    @Test func `take no more room for what was found than that needs`() {
        let desk = DeskDriver().type("/")
        #expect(desk.screen.line(3).contains("└"), "Only what is typed has a place.")
        desk.type("dahl")
        #expect(desk.shows("Henrik Dahl") && desk.screen.line(5).contains("└"))
        #expect(desk.type("zz").shows("Nothing found.") && desk.screen.line(5).contains("└"))
        desk.press(.control("u")).type("K7M2")
        #expect(desk.screen.line(15).contains("└"), "Eleven bookings.")
        #expect(desk.resize(60, 15).shows("↓ "))
    }

    @Test func `say of a booking that was found who, what and with whom`() {
        let desk = DeskDriver(size: Size(columns: 80, rows: 24)).type("/K7M224")
        #expect(desk.shows("Marguerite Abara · Deep tissue 90 · Ana"))
    }

    @Test func `scroll a booking's card that is longer than the terminal is high`() {
        var practice = SamplePractice.lively
        practice.bookings[1].customer?.notes = String(repeating: "firm pressure ", count: 30) + "the end"
        let desk = DeskDriver(practice, size: Size(columns: 60, rows: 15)).press(.down, .down, .enter)
        #expect(desk.shows(" more ─┐") == false && desk.shows("more ─┘") && desk.footer.contains("↑↓ scroll"))
        #expect(!desk.shows("the end”") && !desk.shows("by Dana"))
        var seen = desk.text
        for _ in 0..<9 { seen += desk.press(.pageDown).text }
        #expect(seen.contains("the end”") && desk.shows("by Dana · desk-1"))
        #expect(desk.shows("more ─┐") && !desk.shows("more ─┘"))
        let end = desk.text
        #expect(desk.press(.down).text == end && desk.press(.up).text != end)
        // A larger window shows all of it, and there is nothing to scroll.
        desk.resize(120, 50)
        #expect(desk.shows("K7M224") && desk.shows("by Dana · desk-1") && !desk.footer.contains("scroll"))
    }

    @Test func `scroll what is to be known of a customer, and keep the bookings beside it`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15))
        desk.customers[0].customer.notes = String(repeating: "firm pressure ", count: 40) + "the end"
        for hour in 0..<6 {
            desk.practice.book("Swedish 60", 3, room: 1, at: 1440 * (hour + 2) + 600, "Marguerite Abara")
        }
        desk.type("/abara").press(.enter)
        #expect(desk.shows("Marguerite Abara  7 visits") && !desk.shows("the end”") && desk.shows("lines more: PgDn"))
        #expect(desk.footer.contains("PgDn notes") && desk.shows("↓ 4 more") && desk.shows("K7M224"))
        for _ in 0..<9 { desk.press(.pageDown) }
        #expect(desk.shows("the end”") && desk.shows("K7M224"))
        for _ in 0..<9 { desk.press(.down) }
        #expect(desk.shows("the end”") && !desk.shows("↓ 4 more") && desk.shows("↑ 4 more") && !desk.shows("K7M224"))
        for _ in 0..<9 { desk.press(.pageUp) }
        #expect(desk.shows("Marguerite Abara  7 visits"))
    }

    @Test func `scroll a long answer to why not, and leave a short one with any key`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15)).press(.down, .down).type("?")
        #expect(desk.shows("10:15 Ana") && !desk.footer.contains("scroll"))
        #expect(!desk.press(.down).shows("Swedish 60?"))
    }

    @Test func `tell that a list of holds goes on`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15))
        for day in 1..<9 {
            desk.practice.hold(
                "Swedish 60", 0, room: 1, at: 1440 * day + 600, by: SamplePractice.other, secondsLeft: 500 + day)
        }
        desk.send(.changed).type("H")
        #expect(desk.shows("↓ 5 more"))
        for _ in 0..<9 { desk.press(.down) }
        #expect(desk.shows("↑ 5 more") && !desk.shows("↓ 5 more"))
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

    @Test(arguments: [(120, 36), (80, 24), (60, 15)])
    func `scroll the help by pages and to its ends, and leave it by no other key than those that leave`(
        columns: Int, rows: Int
    ) {
        let desk = DeskDriver(size: Size(columns: columns, rows: rows)).press(.function(1))
        let lines = {
            (0..<rows).map { String(desk.screen.row($0).filter { $0.ground == .popup }.map(\.character)) }
                .filter { $0.hasPrefix("│") }
        }
        let (top, last) = (desk.text, lines().last)
        #expect(desk.press(.pageDown).text != top && lines().first == last, "What was read last stays in view.")
        let end = desk.press(.end).text
        #expect(end.contains("more ─┐") && !end.contains("more ─┘") && desk.press(.pageDown).text == end)
        #expect(desk.press(.home).text == top && desk.type("x").press(.tab).text == top)
        for key in [Key.enter, .escape, .function(1), .character("q")] {
            #expect(!desk.press(key).shows("─ Keys ─") && desk.takeEffects().contains(.quit) == false)
            desk.press(.function(1))
        }
    }

    @Test func `say that the help goes on, and scroll to its end and no further`() {
        let desk = DeskDriver(size: Size(columns: 80, rows: 24)).press(.function(1))
        #expect(desk.shows(" more ") && desk.footer.contains("↑↓ scroll"))
        for _ in 0..<30 { desk.press(.pageDown) }
        let end = desk.text
        #expect(desk.shows("more ─┐") && !desk.shows("more ─┘") && desk.press(.down).text == end)
        #expect(desk.press(.up).text != end)
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
}
