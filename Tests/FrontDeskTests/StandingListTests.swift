import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// Whoever presses a number, `x` or Enter means what stood there when she looked: news moves nothing in a list.
@Suite struct `What stands in a list` {
    let desk = DeskDriver()

    /// Another desk holds Ben from 10:15 to 10:45, and so what stands under the numbers 1 to 3 of `n1`.
    private func loseTheFirst() {
        desk.elsewhere { $0.hold("Reflexology 30", 1, room: 1, at: 615, by: SamplePractice.other, secondsLeft: 600) }
    }

    @Test func `keeps its number when a slot above it is taken by another desk`() {
        desk.type("n1")
        #expect(desk.shows("1 Tue    10:15 Ben") && desk.shows("4 Tue    11:00 Elin"))
        loseTheFirst()
        #expect(desk.shows("1 Tue    10:15 Ben") && desk.shows("4 Tue    11:00 Elin"))
        desk.type("4")
        #expect(desk.practice.bookings.last?.therapist.name == "Elin Sjö")
        #expect(desk.practice.bookings.last?.starts == desk.practice.instant(660))
    }

    @Test func `says who has a slot that was taken, in its place`() {
        desk.type("n1")
        loseTheFirst()
        #expect(
            desk.text.split(separator: "\n").contains { $0.contains("1 Tue    10:15 Ben") && $0.hasSuffix("taken") })
        #expect(desk.shows("held by Omar until 09:52"))
    }

    @Test func `answers at once with the nearest slots when one that was taken is pressed`() {
        desk.type("n1")
        loseTheFirst()
        _ = desk.takeEffects()
        desk.type("1")
        #expect(desk.takeEffects() == [.bell], "nothing is asked for that is known to be gone")
        #expect(desk.shows("Ben is taken until 10:45") && desk.shows("held by Omar until 09:52"))
        #expect(desk.shows("Nearest:") && desk.shows("2 Tue    11:00 Elin"))
        desk.type("2")
        #expect(desk.practice.bookings.last?.therapist.name == "Elin Sjö")
    }

    @Test func `keeps its number when the minute makes the one above it past`() {
        desk.practice.time = 614
        let early = DeskDriver(desk.practice).type("n1")
        #expect(early.shows("1 Tue    10:15 Ben") && early.shows("2 Tue    10:30 Ben"))
        early.wait(seconds: 61)
        #expect(early.shows("2 Tue    10:30 Ben"))
        #expect(early.text.split(separator: "\n").contains { $0.contains("1 Tue    10:15") && $0.hasSuffix("past") })
        early.type("1")
        #expect(early.shows("Tue 5 May 10:15 has passed") && early.shows("Nearest:"))
    }

    @Test func `tells of a slot that came free, and lists it when it is asked for`() {
        loseTheFirst()
        desk.type("n1")
        #expect(desk.shows("1 Tue    11:00 Elin"))
        desk.elsewhere { $0.bookings[$0.bookings.count - 1].status = .cancelled }
        #expect(desk.shows("1 Tue    11:00 Elin") && desk.shows("3 new  ^L list anew"))
        desk.press(.control("l"))
        #expect(desk.shows("1 Tue    10:15 Ben") && desk.shows("4 Tue    11:00 Elin") && !desk.shows("new  ^L"))
    }

    @Test func `is there again in its place when who had taken it lets it go`() {
        desk.type("n1").type("ben today @10")
        #expect(desk.shows("Tue    10:15 Ben") && desk.shows("Tue    10:45 Ben") && !desk.shows("Tue    11:"))
        loseTheFirst()
        #expect(desk.shows("taken"))
        desk.elsewhere { $0.bookings[$0.bookings.count - 1].status = .cancelled }
        #expect(!desk.shows("taken") && desk.press(.down, .enter).shows("Tue 10:30 Ben"))
    }

    @Test func `goes on after the page that was shown`() {
        desk.type("n1")
        loseTheFirst()
        #expect(desk.shows("9 Tue    12:00 Elin"))
        desk.type("+")
        #expect(desk.shows("1 Tue    12:15 Elin"))
    }

    @Test func `keeps its number among the alternatives after a race`() {
        desk.type("n1")
        loseTheFirst()
        desk.type("1")
        #expect(!desk.shows("taken Tue"))
        desk.elsewhere { $0.hold("Reflexology 30", 4, room: 2, at: 660, by: SamplePractice.other, secondsLeft: 600) }
        #expect(desk.shows("1 Tue    11:00 Ben") && desk.shows("2 Tue    11:00 Elin"))
        desk.type("2")
        #expect(desk.shows("Elin is taken until 11:30"))
    }

    @Test func `has no number for a slot that there is no room for`() {
        desk.resize(60, 15).type("n1")
        #expect(desk.footer.contains("1-7 take") && desk.shows("7 Tue"))
        desk.type("9")
        #expect(desk.shows("who, day or @time") && !desk.shows("HELD"))
        desk.resize(60, 24)
        #expect(desk.footer.contains("1-9 take") && desk.shows("9 Tue"))
        desk.resize(60, 15)
        #expect(desk.footer.contains("1-7 take") && !desk.shows("9 Tue"))
    }

    @Test func `is the hold that was marked, also when one above it is gone`() {
        desk.type("H").press(.down)
        desk.elsewhere { $0.bookings[$0.bookings.count - 1].status = .confirmed }
        #expect(desk.shows("is confirmed"))
        desk.type("x")
        #expect(desk.practice.bookings[3].status == .cancelled, "the second line was marked, and is")
        #expect(desk.shows("was cancelled"))
    }

    @Test func `is not the next hold when the marked one ran out`() {
        desk.type("H").wait(seconds: 112)
        #expect(desk.shows("ran out"))
        _ = desk.takeEffects()
        desk.type("x")
        #expect(desk.takeEffects().isEmpty && desk.message.contains("is no hold any more: it ran out"))
    }

    @Test func `lists a new hold below the others`() {
        desk.type("H")
        desk.elsewhere { $0.hold("Swedish 60", 0, room: 1, at: 900, by: SamplePractice.other, secondsLeft: 60) }
        let lines = desk.text.split(separator: "\n").filter { $0.contains("K7M") && $0.contains(":") }
        #expect(lines.last?.contains("15:00") == true)
    }

    @Test func `is the customer's booking that was marked, wherever the next reading has it`() {
        desk.type("/abara").press(.enter)
        desk.elsewhere { practice in
            var booking = practice.book("Swedish 60", 2, room: 4, at: 960, "Marguerite Abara")
            booking.customer = practice.bookings[1].customer
            practice.bookings.removeLast()
            practice.bookings.insert(booking, at: 0)
        }
        desk.press(.enter)
        #expect(desk.shows("10:15") && desk.screen.text.contains("Room free from"))
    }

    @Test func `is the service that was listed, whatever is brought in meanwhile`() {
        desk.type("n").elsewhere { $0.services.removeFirst() }
        #expect(desk.shows("1 Swedish 60") && desk.shows("2 Swedish 90"))
        desk.type("1")
        #expect(desk.message.contains("Swedish 60 is not sold any more") && desk.shows("1 Swedish 90"))
        #expect(desk.type("1").shows("Swedish 90 · any therapist"))
    }

    @Test func `under the cursor is not cancelled when it has just come there`() {
        desk.press(.right).press(.home)
        desk.elsewhere { $0.hold("Swedish 60", 1, room: 1, at: 600, by: SamplePractice.other, secondsLeft: 600) }
        desk.send(.mailCounts(queued: 0, failed: 0))
        _ = desk.takeEffects()
        desk.type("x")
        #expect(desk.message.contains("has just come here from desk-2: the same key once more means it."))
        #expect(desk.practice.bookings.last?.status == .hold)
        desk.type("x")
        #expect(desk.practice.bookings.last?.status == .cancelled)
    }
}

@Suite struct `Enter among the customers who were found` {
    let desk = DeskDriver()

    @Test func `names the one it takes`() {
        desk.type("n11").type("555")
        #expect(desk.shows("2 found  ↵ takes Marguerite Abara · (313) 555-0142"))
        desk.press(.down)
        #expect(desk.shows("2 found  ↵ takes Henrik Dahl · (248) 555-0142"))
        #expect(desk.text.split(separator: "\n").contains { $0.contains("▸ Henrik Dahl") })
        desk.press(.enter)
        #expect(desk.shows("Read back") && desk.shows("Henrik Dahl"))
    }

    @Test func `looks again for those who were typed when the database is back`() {
        desk.type("n11")
        desk.isDeaf = true
        desk.send(.connection(.reconnecting(attempt: 1))).type("abar").press(.enter)
        #expect(desk.shows("Looking…"))
        desk.isDeaf = false
        desk.send(.connection(.live))
        #expect(desk.shows("Read back") && desk.shows("Marguerite Abara"))
    }

    @Test func `waits for those who were typed, and takes nobody who was found before`() {
        desk.type("n11").type("01")
        desk.isDeaf = true
        desk.type("4").press(.enter)
        #expect(desk.shows("Looking…") && !desk.shows("Read back"))
        desk.send(.customersFound("014", desk.customers))
        #expect(desk.shows("2 found  ↵ takes") && !desk.shows("Read back"), "of two she chooses")
        desk.type("2 abara").press(.enter).send(.customersFound("0142 abara", [desk.customers[0]]))
        #expect(desk.shows("Read back") && desk.shows("Marguerite Abara"))
    }
}
