import Booking
import FrontDesk
import Screen
import Testing

/// The mouse does what keys do, and is never needed.
@Suite struct `The mouse` {
    let desk = DeskDriver()

    /// Clicks on the first place where the screen says so.
    @discardableResult private func click(on text: String, from row: Int = 0) -> DeskDriver {
        for row in row..<desk.model.size.rows {
            let line = desk.screen.line(row)
            guard let found = line.firstRange(of: text) else { continue }
            return desk.click(textWidth(String(line[..<found.lowerBound])), row)
        }
        Issue.record("“\(text)” is not on the screen")
        return desk
    }

    private func turnWheel(_ action: Mouse.Action, at column: Int, _ row: Int) {
        desk.send(.input(.mouse(Mouse(action, at: Position(column: column, row: row)))))
    }

    @Test func `goes from a week to what is clicked, whose week it is`() {
        desk.press(.tab).type("w")
        #expect(desk.shows("Week of Room 1"))
        click(on: "Therapists")
        #expect(desk.shows("Ana Ruiz") && !desk.shows("Week of"))
        desk.type("w")
        #expect(desk.shows("Week of Ana"))
        click(on: "Rooms")
        #expect(desk.shows("Room 4") && !desk.shows("Week of"))
    }

    @Test func `goes from day to day by the arrows beside the date`() {
        #expect(click(on: "› ").shows("Wed 6 May 2026"))
        #expect(click(on: "‹").shows("Tue 5 May 2026"))
        #expect(click(on: "Rooms").shows("Room 1 "))
        #expect(click(on: "Week").shows("Mon 4"))
    }

    @Test func `does by a click on the footer what its key does`() {
        #expect(click(on: "n book", from: 35).shows("which service"))
        #expect(!click(on: "Esc", from: 35).shows("which service"))
    }

    @Test func `marks a slot by one click and takes it by the next`() {
        desk.type("n1")
        click(on: "3 Tue")
        #expect(!desk.shows("held for you"))
        click(on: "3 Tue")
        #expect(desk.shows("held for you") && desk.shows("Tue 10:45 Ben"))
    }

    @Test func `takes a lit start in the calendar, wherever it is in the list`() {
        desk.type("n1")
        click(on: "▸ 16:30")
        click(on: "▸ 16:30")
        #expect(desk.shows("held for you") && desk.shows("Tue 16:30 Ana"))
    }

    @Test func `chooses in the list that lies on top, and not in what is under it`() {
        desk.type("H")
        let before = desk.screen.groundLayer
        turnWheel(.wheelDown, at: 10, 10)
        #expect(desk.screen.groundLayer != before, "the wheel moves the mark")
        desk.press(.escape).type("/k7m224")
        click(on: "● K7M224", from: 2)
        #expect(desk.shows("Booking") && desk.shows("● confirmed"))
        desk.press(.escape).press(.enter)
        let card = desk.text
        #expect(desk.click(60, 12).text == card)
    }

    @Test func `takes back by a click what was cancelled`() {
        desk.press(.right).click(26, 15).type("x")
        #expect(click(on: "u undo").message.contains("Held again"))
    }

    @Test func `scrolls the day and leaves the list where it is`() {
        turnWheel(.wheelDown, at: 10, 10)
        #expect(!desk.shows(" 9:00│"))
        desk.type("n1")
        turnWheel(.wheelDown, at: 110, 10)
        let row = (0..<36).first { desk.screen.line($0).contains("2 Tue") }
        #expect(row.map { Array(desk.screen.row($0))[100].ground } == .current)
    }
}
