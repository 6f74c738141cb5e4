import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// The last look before Enter.
@Suite struct `What is read back` {
    private func desk(_ size: Size, name: String = "Marguerite Abara") -> DeskDriver {
        let desk = DeskDriver(size: size)
        let customer = Customer(
            id: CustomerID(rawValue: 2), name: name, email: "m.abara@example.com", phone: "(313) 555-0142")
        desk.customers[0].customer = customer
        desk.practice.customers[0] = customer
        return desk.type("n1").type("ben today @10").press(.enter).type("m.abara").press(.enter)
    }

    @Test(arguments: [Size(columns: 60, rows: 15), Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)])
    func `is all there in any terminal, and the warning with it`(size: Size) {
        let text = desk(size).text
        let parts = ["Marguerite", "10:15", "Ben Okafor", "Room 1", "$85.00", "At that time already:", "a mail goes"]
        for part in parts {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains(" more"))
    }

    @Test func `is scrolled where a name is so long that it has no room, the warning first`() {
        let name = Array(repeating: "Featherstonehaugh-Cholmondeley", count: 14).joined(separator: " ")
        let desk = desk(Size(columns: 60, rows: 15), name: name)
        #expect(desk.shows("At that time already:") && !desk.shows("a mail goes to"))
        #expect(desk.shows("more") && desk.footer.contains("scroll"))
        for _ in 0..<20 { desk.press(.down) }
        #expect(desk.shows("a mail goes to") && desk.shows("↵ confirm"))
        #expect(desk.press(.enter).shows("Confirmed"))
    }

    @Test(arguments: [Size(columns: 60, rows: 15), Size(columns: 120, rows: 36)])
    func `is of a slot that the calendar shows`(size: Size) {
        var practice = SamplePractice.lively
        practice.therapists += ["Fay Moss", "Gus Lund", "Hal Orr", "Ida Pike", "Jan Roth"]
        let desk = DeskDriver(practice, size: size)
        desk.press(.character("]")).press(.right, .right, .right, .right, .right, .home)
        for _ in 0..<17 { desk.press(.down) }
        desk.press(.enter).type("1")
        #expect(desk.shows("held for you") || desk.shows("HELD FOR YOU"))
        #expect(desk.shows("HOLD  10:00"), "The block that is held is in view.")
        desk.press(.tab)
        #expect(desk.shows("HOLD  10:00"))
    }
}
