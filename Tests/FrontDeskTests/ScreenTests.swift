import Availability
import Booking
import Foundation
import FrontDesk
import Screen
import Testing

@Suite struct `The screens` {
    private static let sizes = [(120, 36), (80, 24), (40, 10), (1, 1), (0, 0)].map { Size(columns: $0.0, rows: $0.1) }

    private func name(_ screen: String, _ size: Size) -> String {
        "\(screen)-\(size.columns)x\(size.rows)"
    }

    @Test(arguments: sizes) func `of the day`(size: Size) throws {
        try expectGolden(name("day", size), DeskDriver(size: size).screen)
    }

    @Test(arguments: sizes) func `of the rooms`(size: Size) throws {
        try expectGolden(name("rooms", size), DeskDriver(size: size).press(.tab).screen)
    }

    @Test(arguments: sizes) func `of choosing a slot`(size: Size) throws {
        try expectGolden(name("slots", size), DeskDriver(size: size).type("n1").screen)
    }

    @Test(arguments: sizes) func `of finding the customer`(size: Size) throws {
        try expectGolden(name("customer", size), DeskDriver(size: size).type("n110142").screen)
    }

    @Test func `of reading back`() throws {
        try expectGolden("confirm", DeskDriver().type("n110142").press(.enter).screen)
    }

    @Test(arguments: sizes) func `of a race lost`(size: Size) throws {
        let desk = DeskDriver(size: size)
        desk.isSlow = true
        desk.resize(120, 36).type("n11")
        desk.practice.hold("Swedish 60", 1, room: 1, at: 615, by: SamplePractice.other, secondsLeft: 600)
        try expectGolden(name("race", size), desk.answer().resize(size.columns, size.rows).screen)
    }

    @Test func `of a week`() throws {
        try expectGolden("week", DeskDriver().type("w").screen)
    }

    @Test(arguments: [("H", "holds"), ("/dahl", "find"), ("T", "themes"), ("g5/12", "go-to")])
    func `of what lies over the day`(keys: String, screen: String) throws {
        try expectGolden(screen, DeskDriver().type(keys).screen)
    }

    @Test func `of the keys`() throws {
        try expectGolden("help", DeskDriver().press(.function(1)).screen)
    }

    /// The clocks of Detroit go back at 02:00 on 1 November 2026 and ahead at 02:00 on 8 March.
    @Test(arguments: [("autumn", 11, 1, 25), ("spring", 3, 8, 23)])
    func `of a day when the clocks change`(name: String, month: Int, day: Int, hours: Int) throws {
        var practice = SamplePractice()
        let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/America/Detroit"))
        practice.zone = try ZoneRules(identifier: "America/Detroit", tzif: file)
        practice.date = try #require(LocalDate(year: 2026, month: month, day: day))
        practice.time = 30
        #expect(practice.zone.day(practice.date).minutes == hours * 60)
        practice.book("Swedish 60", 0, room: 1, at: 90, "Nora Night")
        let desk = DeskDriver(practice)
        for _ in 0..<3 { desk.press(.pageUp) }
        try expectGolden(name, desk.wait(milliseconds: 150).screen)
    }
}
