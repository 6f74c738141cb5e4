import Booking
import FrontDesk
import Screen
import Testing

/// One that was made in a shell of this machine, or that a desk which was killed has left.
@Suite struct `A hold that no booking in the making has` {
    let desk: DeskDriver
    let hold: Booking

    init() {
        var practice = SamplePractice.lively
        hold = practice.hold("Reflexology 30", 3, room: 1, at: 780, by: SamplePractice.desk, secondsLeft: 300)
        practice.hold("Reflexology 30", 4, room: 2, at: 840, by: SamplePractice.other, secondsLeft: 301)
        desk = DeskDriver(practice)
    }

    /// Puts the mark of the list of holds on it.
    private func mark(_ isWanted: (Booking) -> Bool) {
        desk.type("H")
        let left = { (hold: Booking) in hold.hold?.millisecondsLeft ?? 0 }
        let holds = desk.practice.holds().sorted { left($0) < left($1) }
        for _ in 0..<(holds.firstIndex(where: isWanted) ?? 0) { desk.press(.down) }
    }

    @Test func `is gone on with from the list of holds, and confirmed under its reference`() {
        mark { $0.id == hold.id }
        #expect(desk.footer.contains("↵ go on"))
        desk.press(.enter)
        #expect(desk.shows("HELD FOR YOU") && desk.shows("held for you"))
        desk.type("0142").press(.enter)
        #expect(desk.shows("\(hold.reference)"))
        desk.press(.enter)
        #expect(desk.message.contains("Confirmed \(hold.reference)"))
        #expect(desk.practice.bookings.first { $0.id == hold.id }?.status == .confirmed)
    }

    @Test func `counts down, and runs out, like one that was taken here`() {
        mark { $0.id == hold.id }
        desk.press(.enter).wait(seconds: 301)
        #expect(desk.footer.contains("^R hold again"))
    }

    @Test func `goes on at the line to read back where it is known who it is for`() throws {
        let index = try #require(desk.practice.bookings.firstIndex { $0.id == hold.id })
        desk.elsewhere { $0.bookings[index].customer = $0.customers.first }
        mark { $0.id == hold.id }
        #expect(desk.press(.enter).shows("Read back"))
    }

    @Test func `is another desk's affair if that made it`() {
        mark { $0.madeBy == SamplePractice.other }
        #expect(desk.footer.contains("↵ show"))
        desk.press(.enter, .enter)
        #expect(desk.shows("Booking") && !desk.footer.contains("go on"))
        #expect(desk.press(.enter).message.contains("Only a hold that was made at this desk"))
    }

    @Test func `is gone on with from its card`() throws {
        let lively = DeskDriver()
        let own = try #require(lively.practice.holds().first { $0.madeBy == SamplePractice.desk })
        lively.type("/\(own.reference)").press(.enter)
        #expect(lively.footer.contains("↵ go on"))
        lively.press(.enter).type("0142").press(.enter, .enter)
        #expect(lively.message.contains("Confirmed \(own.reference)"))
    }
}
