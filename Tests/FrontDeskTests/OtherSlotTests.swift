import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// Back from the customer to the slots: what this desk holds is in nobody's way there.
@Suite struct `Taking another slot` {
    let desk = DeskDriver()

    /// The hold that is made first here, as it is now.
    private var made: Booking? { desk.practice.bookings.first { $0.reference == SamplePractice.reference(12) } }

    @Test func `than the one held, where both overlap, moves the hold there`() {
        desk.type("n11").press(.tab)
        #expect(desk.shows("1 Tue    10:15 Ben    Room 1  held") && desk.shows("2 Tue    10:30 Ben"))
        desk.type("2")
        #expect(desk.shows("held for you") && desk.shows("Tue 10:30 Ben") && !desk.shows("taken"))
        #expect(made?.starts == desk.practice.instant(630) && desk.practice.bookings.count == 12)
    }

    @Test func `takes the one held for what it is, and asks nobody`() {
        desk.type("n11").type("marg").press(.tab)
        _ = desk.takeEffects()
        desk.press(.enter)
        #expect(desk.shows("HELD FOR YOU") && desk.shows("marg") && desk.shows("Tue 10:15 Ben"))
        #expect(desk.takeEffects().allSatisfy { if case .perform = $0 { false } else { true } })
        desk.press(.tab).type("nobody")
        #expect(desk.footer.contains("Tab keep slot"))
        #expect(desk.press(.tab).shows("HELD FOR YOU"), "Whatever is listed, what is held can be gone on with.")
    }

    @Test func `keeps the hold where a rival was faster`() {
        desk.type("n11").press(.tab)
        desk.isSlow = true
        desk.type("2")
        desk.practice.hold("Swedish 60", 1, room: 4, at: 675, by: SamplePractice.other, secondsLeft: 600)
        desk.answer()
        #expect(desk.shows("held by Omar") && desk.shows("Nearest:") && desk.shows("held for you"))
        #expect(made?.starts == desk.practice.instant(615) && made?.status == .hold)
        #expect(desk.press(.tab).shows("HELD FOR YOU"))
    }

    @Test func `does not confirm the slot that was left`() {
        desk.type("n11").type("marg").press(.enter, .escape, .tab)
        desk.isSlow = true
        desk.type("2").press(.enter)
        #expect(desk.shows("Confirming…"))
        desk.answer().answer()
        #expect(made?.status == .confirmed && made?.starts == desk.practice.instant(630))
    }

    @Test func `holds it anew where the hold ran out on the way`() {
        desk.type("n11").press(.tab)
        desk.isSlow = true
        desk.type("2")
        _ = desk.practice.perform(.cancel(SamplePractice.reference(12), reason: ""))
        desk.answer().answer()
        #expect(desk.shows("held for you") && desk.shows("Tue 10:30 Ben"))
    }

    @Test func `is released where she leaves before the answer`() {
        desk.type("n11").press(.tab)
        desk.isSlow = true
        desk.type("2").press(.escape)
        desk.answer().answer()
        #expect(made?.status == .cancelled)
        #expect(desk.message.contains("Released"))
    }
}
