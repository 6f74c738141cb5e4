import Availability
import Booking
import FrontDesk
import Screen
import Testing

@Suite struct `A customer who comes` {
    let desk = DeskDriver()

    @Test func `is checked in by one key, and out by another`() {
        desk.press(.down, .down).type("c")
        #expect(desk.message.contains("Checked in K7M224") && desk.message.contains("u undo"))
        #expect(desk.shows("◉ checked in"))
        desk.press(.up, .up).type("d")
        #expect(desk.message.contains("Completed K7M223") && desk.shows("✓ completed"))
    }

    @Test func `gets back the state they had when the key was a slip`() {
        desk.press(.down, .down).type("cu")
        #expect(desk.message.contains("K7M224 is confirmed again") && !desk.message.contains("u undo"))
        #expect(desk.practice.bookings[1].status == .confirmed)
    }

    @Test func `is marked from the card, too`() {
        desk.press(.enter)
        #expect(desk.footer.contains("d done") && !desk.footer.contains("no-show"))
        desk.type("d")
        #expect(desk.shows("✓ completed") && !desk.footer.contains("d done"))
    }

    @Test func `is not missed before it begins, and is when it has begun`() {
        desk.press(.down, .down).type("N")
        #expect(desk.message.contains("K7M224 begins Tue 5 May 10:15; that is too early."))
        desk.wait(seconds: 3600).type("N")
        #expect(desk.message.contains("No-show K7M224"))
    }

    @Test func `is not checked in on a hold, nor twice`() {
        desk.type("c")
        #expect(desk.message.contains("K7M223 is checked in already."))
        desk.click(26, 15).type("c")
        #expect(desk.message.contains("is a hold; confirm it first"))
    }

    @Test func `is told why when the database refuses`() {
        desk.isSlow = true
        desk.press(.down, .down).type("c")
        desk.practice.bookings.remove(at: 1)
        #expect(desk.answer().message.contains("Not changed"))
    }
}
