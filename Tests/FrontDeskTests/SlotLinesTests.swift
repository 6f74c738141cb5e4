import Availability
import Booking
import Foundation
import FrontDesk
import Screen
import Testing

/// Where the slots that can be had are listed.
@Suite struct `The lines of slots` {
    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 60, rows: 15)])
    func `name the room of the marked one where there is no room beside it`(size: Size) {
        let desk = DeskDriver(size: size).type("n1")
        let lines = desk.text.split(separator: "\n").map(String.init)
        let first = lines.firstIndex { $0.contains("1 Tue    10:15 Ben") }
        #expect(first.map { lines[$0 + 1].contains("Room 1") } == true)
        #expect(desk.screen.line(size.rows - 1).contains("take"))
        desk.press(.down)
        #expect(desk.shows("Room "))
        for digit in desk.footer.contains("1-9") ? "129" : "127" { #expect(desk.shows("\(digit) Tue")) }
    }

    @Test(arguments: [Size(columns: 120, rows: 36), Size(columns: 80, rows: 24), Size(columns: 60, rows: 15)])
    func `say which of two hours of one name is meant`(size: Size) throws {
        var practice = SamplePractice.lively
        let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/America/Detroit"))
        practice.zone = try ZoneRules(identifier: "America/Detroit", tzif: file)
        practice.date = LocalDate(year: 2026, month: 10, day: 31)!
        practice.bookings = []
        practice.neverCloses = true
        let desk = DeskDriver(practice, size: size).type("n1").type("sun @01")
        #expect(desk.shows("01:30 EDT") || desk.shows("01:00 EDT"))
        for _ in 0..<14 where !desk.shows("01:00 EST") { desk.type("+") }
        #expect(desk.shows("01:00 EST"))
    }
}
