import Availability
import Booking
import FrontDesk
import Screen
import Testing

@Suite struct `The day` {
    let desk = DeskDriver()

    @Test func `shows the last bookings of a date, however many begin in its last row`() {
        var practice = SamplePractice.lively
        practice.book("Reflexology 30", 1, room: 2, at: 1380, "First Owl")
        practice.book("Reflexology 30", 1, room: 2, at: 1410, "Second Owl")
        let desk = DeskDriver(practice).type("--").press(.right)
        for _ in 0..<30 { desk.press(.down) }
        #expect(desk.wait(milliseconds: 200).shows("Second Owl"))
        #expect(desk.press(.up).wait(milliseconds: 200).shows("First Owl"))
    }

    @Test func `shows a booking over midnight on both days, however coarse the rows are`() {
        var practice = SamplePractice.lively
        practice.book("Reflexology 30", 1, room: 2, at: 1425, "Night Owl")
        let desk = DeskDriver(practice).press(.character("]")).type("--")
        desk.press(.right).press(.pageUp, .pageUp)
        for _ in 0..<24 { desk.press(.up) }
        #expect(desk.shows("↑ 23:45 Reflex"))
        #expect(desk.wait(milliseconds: 200).shows("Night Owl"))
    }

    @Test func `shows each booking once`() {
        let calendar = desk.text.split(separator: "\n").map { $0.prefix(88) }.joined(separator: "\n")
        for name in ["Jo Smith", "Yuki Tanaka", "Aisha Khan", "C. Varga", "L. Moreau"] {
            #expect(calendar.components(of: name) == 1, "\(name)")
        }
    }

    @Test func `says in a block what is done before how long it takes`() {
        var practice = SamplePractice()
        practice.book("Swedish 60", 0, room: 1, at: 540, "Jo Smith")
        practice.bookings[0].service.name = "60-minute Swedish"
        #expect(DeskDriver(practice).shows("● Swedish 60"))
    }

    @Test func `puts rooms across on Tab, the cursor staying on its booking`() {
        desk.press(.tab)
        #expect(desk.shows("Room 1") && desk.shows("turnover"))
        #expect(desk.shows("K7M223"))
        #expect(desk.press(.tab).shows("Ana Ruiz"))
    }

    @Test func `moves by day and week without reading again`() {
        _ = desk.takeEffects()
        #expect(desk.type("]").shows("‹ Wed 6 May 2026 ›  tomorrow"))
        #expect(desk.type("[[").shows("‹ Mon 4 May 2026 ›  yesterday"))
        #expect(desk.type("}").shows("‹ Mon 11 May 2026 ›  in 6 days"))
        #expect(desk.takeEffects() == [])
        #expect(desk.type("t").shows("‹ Tue 5 May 2026 ›  today"))
    }

    @Test func `reads today first, and then the weeks around it`() {
        let monday = LocalDate(year: 2026, month: 4, day: 27)!
        #expect(desk.takeEffects() == [.loadToday, .load(first: monday, days: 28)])
    }

    @Test func `reads more when it is left far enough`() {
        _ = desk.takeEffects()
        desk.type("}}}}")
        let monday = LocalDate(year: 2026, month: 5, day: 18)!
        #expect(desk.takeEffects() == [.load(first: monday, days: 28)])
        #expect(desk.shows("Tue 2 Jun 2026"))
    }

    @Test(arguments: [
        ("tue", "Tue 12 May 2026"), ("wed", "Wed 6 May 2026"), ("+3", "Fri 8 May 2026"), ("-1", "Mon 4 May 2026"),
        ("5/12", "Tue 12 May 2026"), ("2026-05-12", "Tue 12 May 2026"), ("12", "Tue 12 May 2026"),
        ("2/29", "Tue 29 Feb 2028"), ("5/4", "Tue 4 May 2027"), ("tomorrow", "Wed 6 May 2026"),
    ])
    func `goes where it is told`(typed: String, date: String) {
        #expect(desk.type("g").type(typed).press(.enter).shows("‹ \(date) ›"))
    }

    @Test(arguments: ["", "30 feb", "13/45", "2026-02-30", "x", "99999999999999999999", "1/1/99999999999"])
    func `says what a date looks like when it is told nonsense`(typed: String) {
        desk.type("g").type(typed).press(.enter)
        #expect(desk.shows("Go to") && desk.shows("tue, +3, 12, 5/12 or 2026-05-12"))
        #expect(desk.message.contains(typed.isEmpty ? "No date was typed" : "is no date"))
    }

    @Test func `shows a week of one therapist, and the next by Tab`() {
        desk.type("w")
        #expect(desk.shows("Mon 4") && desk.shows("Sun 10"))
        desk.press(.tab)
        #expect(desk.shows("HOLD"))
        #expect(desk.type("w").shows("Ben Okafor"))
    }

    @Test func `scrolls sideways when there are more columns than fit`() {
        desk.resize(80, 24)
        #expect(desk.screen.line(1).contains("›") && !desk.shows("Elin Sjö"))
        desk.press(.right, .right, .right, .right)
        #expect(desk.shows("Elin Sjö") && !desk.shows("Ana Ruiz") && desk.screen.line(1).contains("‹"))
    }

    @Test func `says why a key does nothing`() {
        desk.press(.right).type("x")
        #expect(desk.message.contains("Put the cursor on a booking first."))
        desk.type("u")
        #expect(desk.message.contains("Nothing was done at this desk that can be undone now."))
        desk.press(.left, .up).type("t").type("m")
        #expect(desk.message.contains("is checked in; it cannot be moved"))
    }

    @Test func `cancels a hold of any desk at once, and takes it back`() {
        desk.type("H").press(.character("x"))
        #expect(desk.practice.bookings.filter { $0.status == .cancelled }.count == 1)
        desk.press(.escape)
        #expect(desk.message.contains("Cancelled K7M22D") && desk.message.contains("u undo"))
        desk.type("u")
        #expect(desk.message.contains("Held again"))
    }

    @Test func `asks for a reason before it cancels a booking, and undoes that too`() {
        desk.press(.down, .down).type("x")
        #expect(desk.shows("Cancel K7M224?"))
        desk.press(.escape).type("x").type("ill").press(.enter)
        #expect(
            desk.takeEffects().contains {
                $0 == .perform(.cancel(SamplePractice.reference(2), reason: "ill"), Ticket(number: 1))
            })
        #expect(!desk.shows("Marguerite Abara  ") || desk.message.contains("Cancelled K7M224"))
        desk.type("u")
        #expect(desk.message.contains("Booked again"))
        #expect(desk.practice.bookings.last?.status == .confirmed)
    }

    @Test func `flashes what another desk changed, for two seconds`() {
        desk.elsewhere { $0.book("Sports 60", 1, room: 4, at: 960, "New Guest") }
        #expect(desk.shows("New Guest") && desk.screen.groundLayer.contains("!!!!"))
        #expect(!desk.wait(seconds: 2).screen.groundLayer.contains("!"))
    }

    @Test func `does not flash what it did itself`() {
        desk.type("n11").type("abara").press(.enter, .enter).send(.changed)
        #expect(!desk.screen.groundLayer.contains("!"))
    }

    @Test func `says that it is away, keeps answering, and reads again when it is back`() {
        desk.send(.connection(.reconnecting(attempt: 2)))
        #expect(desk.shows("▲ reconnecting (2)") && desk.message.contains("may be old"))
        desk.press(.down, .down).type("x")
        #expect(desk.message.contains("The database is away"))
        _ = desk.takeEffects()
        desk.send(.connection(.live))
        #expect(desk.takeEffects().contains { if case .load = $0 { true } else { false } })
        #expect(desk.message.contains("The database is back") && desk.shows("● live"))
    }

    @Test func `lets an expired hold go without being told`() {
        #expect(desk.shows("07:41"))
        desk.wait(seconds: 462)
        #expect(!desk.shows("HOLD  0") && desk.shows("HOLDS"))
    }

    @Test func `sleeps until the next second of a countdown, else until the minute`() {
        #expect(desk.model.nextDeadline == SamplePractice.start.advanced(byMilliseconds: 1000))
        let quiet = DeskDriver(SamplePractice())
        #expect(quiet.model.nextDeadline == SamplePractice.start.advanced(byMilliseconds: 60_000))
    }

    @Test func `marks the selected booking by its first line and a broad edge`() {
        let ground = desk.screen.groundLayer.split(separator: "\n").map(String.init)
        #expect(ground[2].contains("ssss") && ground[3].contains("IIII") && !ground[3].contains("s"))
        #expect(desk.screen.line(2).contains("│█◉ Swedish 60") && desk.screen.line(5).contains("│█"))
    }

    @Test func `shows the card of what the cursor came to rest on, and only its reference in passing`() {
        #expect(desk.press(.down).shows("book here"))
        desk.press(.down)
        #expect(desk.shows("K7M224") && !desk.shows("(313) 555-0142") && !desk.shows("book here"))
        #expect(desk.model.nextDeadline == desk.now.advanced(byMilliseconds: 150))
        #expect(desk.wait(milliseconds: 150).shows("(313) 555-0142"))
        #expect(desk.press(.right, .left).wait(seconds: 1).press(.up).shows("book here"))
    }

    @Test func `leads an empty practice to its first steps`() {
        var empty = SamplePractice()
        empty.therapists = []
        let desk = DeskDriver(empty)
        #expect(desk.shows("Nobody works here yet") && desk.shows("touchbase practice import FILE.toml"))
    }

    @Test func `counts mails that failed in red until somebody has seen them, and goes on to say how many they are`() {
        desk.send(.mailCounts(queued: 3, failed: 2, uncertain: 1))
        #expect(desk.shows("✉ 2 failed 1 uncertain"))
        #expect(ink(of: "2 failed") == .failed && ink(of: "1 uncertain") == .stale)
        desk.type("M").press(.escape)
        #expect(ink(of: "2 failed") == .failed, "the log has not come yet")
        desk.type("M").send(.mailLog([])).press(.escape)
        #expect(ink(of: "2 failed") == .dim && ink(of: "1 uncertain") == .dim)
        desk.send(.mailCounts(queued: 0, failed: 2, uncertain: 2))
        #expect(ink(of: "2 failed") == .dim && ink(of: "2 uncertain") == .stale)
    }

    /// In the top line.
    private func ink(of text: String) -> Role? {
        let line = desk.screen.line(0)
        guard let found = line.firstRange(of: text) else { return nil }
        return desk.screen[Position(column: textWidth(String(line[..<found.lowerBound])), row: 0)]?.ink
    }

    @Test func `offers in the footer only what can be done with what is under the cursor`() {
        desk.press(.down, .down)
        #expect(!desk.footer.contains("↵"), "while the cursor runs, the footer stands still")
        desk.wait(milliseconds: 150)
        for key in ["↵ open", "x cancel", "m move", "c check in"] { #expect(desk.footer.contains(key), "\(key)") }
        #expect(!desk.footer.contains("? why"))
        desk.press(.down).wait(milliseconds: 150)
        #expect(
            desk.footer.contains("↵ book here") && !desk.footer.contains("cancel") && !desk.footer.contains("? why"))
        desk.press(.right, .right, .right).wait(milliseconds: 150)
        #expect(desk.footer.contains("? why") && !desk.footer.contains("↵") && !desk.footer.contains("move"))
        #expect(desk.footer.hasSuffix("F1 keys  q quit"))
    }

    @Test func `answers a click by moving there, and a second by opening`() {
        desk.click(10, 22)
        #expect(desk.shows("Yuki Tanaka") && desk.shows("K7M225"))
        #expect(desk.click(10, 22).shows("Booking"))
    }

    @Test func `tries themes on and brings the old one back on Escape`() {
        _ = desk.takeEffects()
        desk.type("T").press(.down, .escape)
        #expect(desk.takeEffects() == [.useTheme("light"), .useTheme("dark")])
    }

    @Test func `writes a theme down when it is chosen, not when the desk ends`() {
        _ = desk.takeEffects()
        desk.type("T").press(.down, .enter)
        #expect(desk.takeEffects() == [.useTheme("light"), .useTheme("light"), .keepTheme("light")])
        #expect(desk.message.contains("Theme  light"))
    }

    @Test func `finds a booking by its reference, digits and all`() {
        desk.type("/k7m224")
        #expect(desk.shows("● K7M224  Tue 5 May 10:15 "))
        #expect(!desk.footer.contains("1-9") && desk.press(.enter).shows("Booking"))
        desk.press(.escape).type("/").type("dahl")
        #expect(desk.footer.contains("Space 1 take") && desk.type(" 1").shows("Customer"))
    }

    @Test func `takes back at once what was just confirmed, and no more once the cursor went on`() {
        desk.type("n11").type("abara").press(.enter, .enter)
        #expect(desk.message.contains("u undo"))
        #expect(desk.type("u").message.contains("Cancelled"))
        #expect(desk.practice.bookings.last?.status == .cancelled)
        desk.type("n11").type("abara").press(.enter, .enter).type("x").press(.escape)
        #expect(desk.message.contains("Confirmed") && desk.message.contains("u undo"), "Nothing was done.")
        desk.press(.up).type("u")
        #expect(desk.message.contains("Nothing was done"))
        #expect(desk.practice.bookings.last?.status == .confirmed)
    }

    @Test func `lists whom to expect, and who is late`() {
        #expect(desk.shows("COMING TODAY") && desk.shows("10:00 L. Moreau"))
        let before = desk.screen.line(desk.model.size.rows - 6)
        desk.press(.down).wait(seconds: 1)
        #expect(desk.screen.line(desk.model.size.rows - 6).suffix(30) == before.suffix(30), "it stays where it is")
        #expect(desk.wait(seconds: 1500).shows("late 7′"))
    }

    @Test func `says in the footer what Tab leads to`() {
        #expect(desk.footer.contains("Tab rooms"))
        #expect(desk.press(.tab).footer.contains("Tab therapists"))
        #expect(desk.type("w").footer.contains("Tab next") && desk.footer.contains("w day"))
    }

    @Test func `explains a cell before anything was booked, for what is done there`() {
        #expect(desk.press(.down, .down).type("?").shows("10:15 Ana · Swedish 60?"))
    }

    @Test func `keeps a hint until the next key, and news until it is read`() {
        desk.type("gmaybe").press(.enter)
        #expect(desk.message.contains("“maybe” is no date"))
        #expect(desk.press(.escape).message.isEmpty)
        desk.send(.failed("The mail process cannot be started."))
        #expect(desk.type("T").message.contains("The mail process"))
    }

    @Test func `shows all of a booking that it goes to`() {
        let desk = DeskDriver(size: Size(columns: 80, rows: 24))
        desk.practice.book("Sports 60", 1, room: 4, at: 1200, "Eve Late")
        desk.send(.changed).type("/k7m").press(.up)
        for _ in 0..<20 { desk.press(.down) }
        desk.press(.enter, .escape)
        #expect(desk.shows("Eve Late") && desk.shows("20:00│") && desk.shows("21:00│"))
    }

    @Test func `leads from a customer found to their booking`() {
        desk.type("/").type("dahl").press(.enter).type("n")
        desk.type("1").type("1")
        #expect(desk.shows("Henrik Dahl") && desk.shows("Read back") && desk.shows("no email: no mail is sent"))
    }
}

extension String {
    /// How often a text occurs in it.
    fileprivate func components(of text: String) -> Int {
        ranges(of: text).count
    }

    @Test func `says of a booking that another desk has just cancelled by whom that was`() throws {
        let desk = DeskDriver()
        desk.isSlow = true
        desk.press(.down, .down).type("x").press(.enter)
        let asked = desk.takeEffects().compactMap { if case .perform(_, let ticket) = $0 { ticket } else { nil } }
        var booking = desk.practice.bookings[1]
        booking.status = .cancelled
        desk.send(.answered(try #require(asked.last), .failure(.wrongStatus(booking)), at: desk.now))
        #expect(desk.message.contains("Not cancelled  K7M224 was cancelled already."))
        #expect(desk.takeEffects() == [.loadDetails(booking.reference)])
        let entry = HistoryEntry(
            at: desk.practice.now, by: SamplePractice.other, from: .confirmed, to: .cancelled, note: "is ill")
        desk.send(
            .details(
                Details(reference: booking.reference, history: [entry], notifications: [], visits: 1, lastVisit: nil)))
        #expect(desk.message.contains("K7M224 was cancelled already, Tue 5 May 09:42 by Omar at desk-2: is ill."))
    }
}
