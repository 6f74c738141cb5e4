import Availability
import Booking
import Foundation
import FrontDesk
import Screen
import Testing

@Suite struct `The screens` {
    private static let sizes = [(120, 36), (80, 24), (60, 15)].map { Size(columns: $0.0, rows: $0.1) }
    private static let small = [(40, 10), (1, 1), (0, 0)].map { Size(columns: $0.0, rows: $0.1) }

    @Test(arguments: Scene.all, sizes) func `look as they were agreed`(scene: Scene, size: Size) throws {
        try expectGolden("\(scene.name)-\(size.columns)x\(size.rows)", scene.desk(size).screen)
    }

    @Test(arguments: Scene.all, small) func `are one clear line where there is no room`(scene: Scene, size: Size) throws
    {
        try expectGolden("small-\(size.columns)x\(size.rows)", scene.desk(size).screen)
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
