import Availability
import Booking
import FrontDesk
import Screen
import Testing

@Suite struct `Booking a customer` {
    let desk = DeskDriver()

    @Test func `takes nine keys for a repeat customer by numbers`() {
        desk.type("n").type("1").type("1").type("0142").press(.enter, .enter)
        #expect(desk.message.contains("Confirmed"))
        #expect(desk.message.contains("Marguerite Abara · Tue 5 May 10:15 · mail queued"))
        #expect(desk.keyCount == 9)
    }

    @Test func `takes at most fifteen keys by typing names, the therapist's among them`() {
        desk.type("n").type("swe").press(.enter).type("chl").press(.enter).type("abar").press(.enter, .enter)
        #expect(desk.message.contains("Confirmed") && desk.message.contains("Marguerite Abara"))
        #expect(desk.practice.bookings.last?.therapist.name == "Chloe Tan")
        #expect(desk.keyCount == 15)
    }

    @Test func `holds the slot the moment it is taken`() {
        desk.type("n").type("swedish 60").press(.enter)
        _ = desk.takeEffects()
        desk.type("1")
        let start = desk.practice.instant(615)
        let expected = Intent.Action.hold(
            service: ServiceID(rawValue: 1), therapist: TherapistID(rawValue: 2), room: RoomID(rawValue: 1),
            start: start,
            customer: nil)
        #expect(desk.takeEffects().contains { if case .perform(expected, _) = $0 { true } else { false } })
        #expect(desk.shows("held for you  10:00"))
        #expect(desk.wait(seconds: 2).shows("held for you  09:58"))
    }

    @Test func `lights the bookable starts and numbers them`() {
        desk.type("n").type("swe").press(.enter)
        #expect(desk.shows("▸ 10:15") && desk.shows("1 Tue    10:15 Ben"))
        #expect(desk.screen.groundLayer.contains("BBBB"))
    }

    @Test func `offers slots from the date that is shown, and stays there`() {
        desk.press(.character("g")).type("2026-06-22").press(.enter)
        desk.type("n").type("swedish 60").press(.enter)
        #expect(desk.shows("‹ Mon 22 Jun 2026 ›") && desk.shows("1 22 Jun"))
        desk.press(.escape)
        #expect(desk.shows("‹ Mon 22 Jun 2026 ›") && !desk.shows("Reading"))
    }

    @Test func `offers an earlier date than the one shown when it is typed`() {
        desk.press(.character("]"), .character("]")).type("n1").type("today")
        #expect(desk.shows("1 Tue") && desk.shows("‹ Tue 5 May 2026 ›"))
    }

    @Test func `offers a date of any week, and says that it is being read`() {
        desk.type("n1").type("@8/12")
        #expect(desk.shows("12 Aug ") && desk.screen.line(0).contains("Wed 12 Aug 2026"))
        desk.press(.control("u"))
        #expect(desk.shows("1 Tue    10:15 Ben") && desk.screen.line(0).contains("Tue 5 May 2026"))
    }

    @Test func `takes nothing for news in days that it had not read`() {
        let desk = desk.type("n1").type("@8/7")
        #expect(desk.screen.line(0).contains("Fri 7 Aug 2026") && desk.shows("7 Aug  "))
        #expect(!desk.shows("new  ^L"))
    }

    @Test func `goes on looking from the date it began on, whatever is marked when news comes`() {
        var practice = SamplePractice.lively
        for index in practice.therapists.indices where index != 4 {
            practice.timeOff[index] = [Interval(practice.instant(1440), practice.instant(20 * 1440))]
        }
        let desk = DeskDriver(practice).type("n1")
        for _ in 0..<40 { desk.type("+") }
        let far = desk.screen.line(0)
        desk.elsewhere { $0.book("Swedish 60", 0, room: 1, at: 660 + 21 * 1440, "Ada Later") }
        desk.type("x").press(.backspace)
        #expect(far != desk.screen.line(0) && desk.shows("1 Tue    10:15 Ben"))
    }

    @Test func `narrows by who, day and time`() {
        desk.type("n1").type("elin wed @14")
        #expect(desk.shows("Wed    14:00 Elin") && desk.shows("‹ Wed 6 May 2026 ›"))
        desk.press(.control("u")).type("nobody")
        #expect(desk.shows("Nothing fits that."))
    }

    @Test func `narrows by what is typed of a time so far`() {
        desk.type("n1").type("ben wed @14")
        for typed in ["", ":", "3"] {
            #expect(desk.type(typed).shows(typed == "3" ? "Wed    14:30" : "Wed    14:00"), "\(typed)")
            #expect(!desk.shows("Wed    13:") && !desk.shows("Wed    10:"))
        }
    }

    @Test func `says why nothing is offered at the time that was typed`() {
        desk.type("n1").type("ana today @10")
        #expect(desk.shows("10:00 Ana · Swedish 60?"))
        #expect(desk.shows("Ana Ruiz: booked for K7M224"))
    }

    @Test func `is left by Escape, and the hold is released at once`() {
        desk.type("n11").type("marg")
        _ = desk.takeEffects()
        desk.press(.escape)
        let cancelled = desk.takeEffects().contains { effect in
            if case .perform(.cancel, _) = effect { true } else { false }
        }
        #expect(cancelled && !desk.shows("BOOK") && desk.message.contains("Released"))
        #expect(desk.practice.bookings.last?.status == .cancelled)
    }

    @Test func `goes one step back by Escape from the line to read back, and keeps the hold`() {
        desk.type("n11").type("marg").press(.enter)
        #expect(desk.shows("Read back") && desk.footer.contains("Esc back") && !desk.footer.contains("Tab"))
        desk.press(.escape)
        #expect(desk.shows("marg") && desk.shows("held for you") && desk.footer.contains("Esc release"))
        #expect(desk.practice.bookings.last?.status == .hold)
        desk.press(.enter, .enter)
        #expect(desk.message.contains("Confirmed"))
    }

    @Test func `goes back to the customer for whom it was begun`() {
        desk.type("/abara").press(.enter).type("n11")
        #expect(desk.shows("Read back"))
        desk.press(.escape)
        #expect(desk.shows("↵ takes Marguerite Abara"))
        #expect(desk.press(.enter).shows("Read back"))
    }

    @Test func `is taken up again by u after a release, with all that was typed`() {
        desk.type("n11").type("marg").press(.escape)
        #expect(desk.message.contains("Released K7M22E  Tue 5 May 10:15 Ben is free"))
        #expect(desk.message.contains("u undo"))
        desk.type("u")
        #expect(desk.shows("marg") && desk.shows("held for you") && desk.shows("Marguerite Abara"))
        #expect(desk.practice.bookings.last?.status == .hold)
        desk.press(.enter, .enter)
        #expect(desk.message.contains("Confirmed"))
    }

    @Test func `is taken up again with other slots when the one released went to somebody else`() {
        desk.type("n11").type("marg").press(.escape)
        desk.elsewhere { $0.hold("Swedish 60", 1, room: 1, at: 615, by: SamplePractice.other, secondsLeft: 600) }
        desk.type("u")
        #expect(desk.shows("held by Omar until 09:52") && desk.shows("Nearest:"))
        desk.type("1")
        #expect(desk.shows("marg") && desk.shows("held for you"))
    }

    @Test func `is taken up again by u when it was left after its hold had run out`() {
        desk.type("n11").type("marg").wait(seconds: 601)
        desk.press(.escape)
        #expect(desk.message.contains("Left") && desk.message.contains("u undo"))
        desk.practice.bookings.removeLast()
        desk.type("u")
        #expect(desk.shows("marg") && desk.shows("held for you"))
    }

    @Test func `holds again what ran out while a new customer is made, and loses nothing of her`() {
        desk.type("n11").type("zoe").press(.enter).type("zoe@example.com").wait(seconds: 601)
        #expect(desk.footer.contains("^R hold again"))
        desk.practice.bookings.removeLast()
        desk.press(.control("r"))
        #expect(desk.shows("New customer") && desk.shows("zoe@example.com") && desk.shows("held for you"))
        #expect(desk.press(.enter).shows("Read back"))
    }

    @Test func `chooses another slot before the new customer where the one held went to somebody else`() {
        desk.type("n11").type("zoe").press(.enter).type("zoe@example.com").wait(seconds: 601)
        desk.practice.bookings.removeAll { $0.status == .hold }
        desk.practice.hold("Swedish 60", 1, room: 1, at: 615, by: SamplePractice.other, secondsLeft: 1200)
        desk.press(.control("r"))
        #expect(desk.shows("held by Omar") && desk.shows("Nearest:") && !desk.shows("New customer"))
        #expect(desk.type("1").shows("New customer") && desk.shows("zoe@example.com"))
    }

    @Test func `keeps what was typed of a new customer who was left`() {
        desk.type("n11").type("zoe").press(.enter).type("zoe@example.com").press(.escape)
        #expect(!desk.shows("New customer"))
        #expect(desk.press(.control("n")).shows("zoe@example.com"))
        desk.press(.escape).type("x").press(.control("n"))
        #expect(!desk.shows("zoe@example.com") && desk.shows("zoex"))
    }

    @Test func `says that nothing is free before the day it goes to`() {
        var practice = SamplePractice.lively
        practice.timeOff[1] = [Interval(practice.instant(0), practice.instant(4 * 1440))]
        let desk = DeskDriver(practice).type("n1").type("ben")
        #expect(desk.shows("None before Sat 9 May") && desk.shows("‹ Sat 9 May 2026 ›"))
        #expect(desk.resize(80, 24).shows("None before Sat 9 May"))
    }

    @Test func `comes back to what was shown when it is left`() {
        var practice = SamplePractice.lively
        practice.timeOff[1] = [Interval(practice.instant(0), practice.instant(4 * 1440))]
        let desk = DeskDriver(practice).type("n1").type("ben")
        #expect(desk.shows("‹ Sat 9 May 2026 ›"))
        desk.press(.escape)
        #expect(desk.shows("‹ Tue 5 May 2026 ›") && desk.text == DeskDriver(practice).text)
    }

    @Test func `has no keys for a list with nothing in it`() {
        desk.type("n1").type("nobody")
        #expect(desk.footer == " Tab back  Esc leave")
        desk.press(.control("u")).type("1")
        #expect(desk.footer.hasPrefix(" Tab back"))
        #expect(desk.type("zzz").footer.hasPrefix(" ↵ new customer"))
    }

    @Test func `keeps the order of the list for the next booking`() {
        desk.type("n1")
        #expect(desk.shows("by time"))
        desk.press(.control("s"), .escape)
        #expect(desk.type("n1").shows("snug first") && desk.shows("1 Tue    10:30 Ben    Room 1  snug"))
    }

    @Test func `releases a hold whose answer comes after Escape`() {
        desk.isSlow = true
        desk.type("n11")
        #expect(desk.shows("holding…"))
        desk.press(.escape).answer().answer()
        #expect(desk.practice.bookings.last?.status == .cancelled)
    }

    @Test func `confirms when the hold's answer comes, if Enter was faster`() {
        desk.isSlow = true
        desk.type("n11").type("abara").press(.enter, .enter)
        #expect(desk.shows("Confirming…"))
        desk.answer().answer()
        #expect(desk.message.contains("Confirmed"))
    }

    @Test func `goes on with the nearest slots when a rival was faster, and loses nothing typed`() {
        desk.isSlow = true
        desk.type("n11").type("abara")
        desk.practice.hold("Swedish 60", 1, room: 1, at: 615, by: SamplePractice.other, secondsLeft: 600)
        desk.answer()
        #expect(desk.shows("Ben is taken until 11:15") && desk.shows("held by Omar until 09:52"))
        #expect(desk.shows("Nearest:"))
        desk.isSlow = false
        desk.type("2")
        #expect(desk.shows("abara") && desk.shows("held for you"))
        desk.press(.enter, .enter)
        #expect(desk.message.contains("Confirmed"))
    }

    @Test func `says that the hold ran out and holds again by one key`() {
        desk.type("n11").type("abara").press(.enter)
        _ = desk.takeEffects()
        desk.wait(seconds: 601)
        #expect(desk.takeEffects() == [.bell])
        #expect(desk.shows("Hold ran out.") && desk.footer.contains("↵ hold again"))
        #expect(!desk.footer.contains("confirm"))
        let title = desk.text.split(separator: "\n").first { $0.contains("HELD NO MORE") }
        #expect(title?.hasSuffix("HELD NO MORE") == true, "Nothing is counted down any more.")
        desk.practice.bookings.removeLast()
        desk.press(.enter)
        #expect(desk.shows("held for you") && desk.shows("Marguerite Abara"))
        #expect(desk.practice.bookings.last?.status == .hold, "a hold that ran out is held again, not confirmed")
        desk.press(.enter)
        #expect(desk.message.contains("Confirmed"))
    }

    @Test func `books for whoever has the email of a new customer only once that was said`() {
        let desk = DeskDriver()
        desk.type("n11").type("Zoë").press(.control("n")).type("m.abara@example.com").press(.enter)
        #expect(desk.shows("m.abara@example.com is the email of Marguerite Abara"))
        #expect(desk.shows("Zoë") && desk.footer.contains("↵ book for them") && !desk.shows("Read back"))
        desk.press(.enter)
        #expect(desk.shows("Read back") && desk.shows("for Marguerite Abara"))
    }

    @Test func `makes a new customer once the email that somebody has is another`() {
        let desk = DeskDriver()
        desk.type("n11").type("Zoë").press(.control("n")).type("m.abara@example.com").press(.enter)
        desk.press(.control("u"))
        #expect(!desk.shows("is the email of"))
        desk.type("zoe@example.com").press(.enter)
        #expect(desk.shows("Read back") && desk.shows("for Zoë"))
    }

    @Test func `makes a new customer in place of what was typed`() {
        desk.type("n11").type("Zoë Quist").press(.control("n"))
        #expect(desk.shows("New customer") && desk.shows("Zoë Quist"))
        desk.press(.enter)
        #expect(desk.shows("Read back"))
        desk.press(.tab).type("x").press(.control("u")).type("0199").press(.control("n")).press(.enter)
        #expect(desk.shows("A name is needed."))
    }

    @Test func `refuses a phone number without digits, and stores no hidden marks`() {
        desk.type("n11").type("Zoë\u{200B} Quist").press(.control("n")).press(.tab).type("none").press(.enter)
        #expect(desk.shows("A phone number is one line"))
        desk.press(.control("u")).press(.enter)
        #expect(desk.shows("Read back") && desk.shows("Zoë Quist"))
    }

    @Test func `refuses an email that is none`() {
        desk.type("n11").type("Zoë").press(.control("n")).type("zoe at example").press(.enter)
        #expect(desk.shows("An email address has exactly one @"))
        desk.press(.control("u")).type("zoe@example").press(.enter)
        #expect(desk.shows("The part after the @ is no mail domain") && !desk.shows("Read back"))
    }

    @Test func `begins at a free cell with its therapist and time`() {
        desk.press(.right).press(.home).press(.down, .down, .enter)
        desk.type("1")
        #expect(desk.shows("Tue 10:30 Ben · Room 1") && desk.shows("held for you"))
    }

    @Test func `says why a cell cannot be had and offers the nearest`() {
        desk.press(.right).press(.home).press(.down, .down, .down, .down, .down, .enter)
        desk.type("1")
        #expect(desk.shows("11:15 Ben · Swedish 60?") && desk.shows("Nearest:"))
        #expect(desk.shows("Ben Okafor: booked for K7M226"))
    }

    @Test func `a paste types and never takes or confirms`() {
        desk.type("n").paste("swe\r1\r\r")
        #expect(desk.shows("which service") == false && desk.shows("BOOK  swe 1"))
        desk.press(.control("u")).type("1").type("1").paste("abara\r\r\n")
        #expect(desk.shows("abara") && !desk.message.contains("Confirmed"))
        #expect(desk.practice.bookings.last?.status == .hold)
    }

    @Test func `calls it releasing only where something is held`() {
        #expect(desk.type("n1").footer.contains("Esc leave"))
        #expect(desk.type("1").footer.contains("Esc release"))
        #expect(desk.type("zoe").press(.control("n")).footer.contains("Esc back"))
        desk.press(.escape).wait(seconds: 601)
        #expect(desk.footer.contains("Esc leave") && desk.footer.contains("^R hold again"))
    }

    @Test func `tells what the marked slot costs, and of a time that cannot be had why`() {
        desk.type("n1?")
        #expect(desk.shows("Tue 10:15 Ben · Room 1") && desk.shows("30 minutes of Ben"))
        desk.press(.escape, .down).type("?")
        #expect(desk.shows("Snug: no time is lost"))
        desk.press(.escape).type("ana today @10").type("?")
        #expect(desk.shows("10:00 Ana · Swedish 60?") && desk.shows("Ana Ruiz: booked for K7M224"))
    }

    @Test func `a moved booking keeps its customer, gets another slot once that was read back, and can be moved back`()
    {
        desk.press(.down, .down).type("m")
        #expect(desk.shows("MOVE K7M224"))
        desk.type("@15").press(.enter)
        #expect(desk.shows("From Tue 5 May 10:15 with Ana Ruiz") && desk.shows("↵ move it"))
        #expect(desk.takeEffects().allSatisfy { if case .perform = $0 { false } else { true } })
        desk.press(.enter)
        #expect(desk.message.contains("Moved K7M224  Marguerite Abara · Tue 5 May 15:"))
        desk.type("u")
        #expect(desk.message.contains("Moved back K7M224  Marguerite Abara · Tue 5 May 10:15"))
    }

    @Test func `a booking that is moved stays where it is until that is meant, and is not offered its own place`() {
        desk.press(.down, .down).type("m1")
        #expect(desk.shows("↵ move it"))
        desk.press(.escape)
        #expect(desk.shows("MOVE K7M224") && !desk.shows("↵ move it"))
        desk.type("ana today @10")
        #expect(!desk.shows("10:15 Ana    Room 2"))
        desk.press(.escape)
        #expect(desk.practice.bookings.contains { $0.reference == Reference("K7M224") && $0.status == .confirmed })
        #expect(desk.takeEffects().allSatisfy { if case .perform = $0 { false } else { true } })
    }

    @Test(arguments: ["lena77@mail.example", "al2@example.org", "Unit4", "b12"])
    func `a digit within a word is typed, and takes nobody`(typed: String) {
        desk.type("n11").type(typed)
        #expect(desk.screen.line(1).contains(typed) && !desk.shows("Read back"))
        desk.press(.escape).type("/").type(typed)
        #expect(desk.shows(typed) && desk.shows("Nothing found."))
    }

    @Test func `behind a name and a space a digit takes the line that bears it`() {
        desk.type("n11").type("a")
        #expect(desk.footer.contains("Space 1-2 take") && !desk.shows(" 1 Marguerite"))
        desk.type(" 2")
        #expect(desk.shows("Read back") && desk.shows("Henrik Dahl"))
    }

    @Test func `a time may follow a day, and a number a room's name`() {
        desk.type("n1").type("wed 14")
        #expect(desk.shows("Wed    14:") && !desk.shows("Wed    15:"))
        desk.press(.control("u")).type("room 2")
        #expect(desk.shows("Ben    Room 2") && !desk.shows("Ben    Room 1"))
        desk.press(.control("u")).type("wed 2pm")
        #expect(desk.shows("Wed    14:") && !desk.shows("Wed    15:"))
    }

    @Test(arguments: [Size(columns: 60, rows: 15), Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)])
    func `what is typed is seen in any terminal, however long the names before it`(size: Size) {
        var practice = SamplePractice.lively
        practice.services = practice.services.map { service in
            Service(name: "Trigger Point Massage and Hot Stones, \(service.name)", price: 1, times: service.times)
        }
        practice.therapists = practice.therapists.map { "Maximiliane-Theodora-\($0)" }
        let desk = DeskDriver(practice, size: size).type("n11").type("abara")
        #expect(desk.screen.line(1).contains("abara"))
    }

    @Test func `says before the confirmation that the customer comes at that time already`() {
        desk.type("n1").type("ben today @10").press(.enter).type("abara").press(.enter)
        #expect(desk.shows("At that time already: 10:15 Ana"))
    }

    @Test func `a hold that another desk cancelled is not said to have run out, and its reference is called void`()
        throws
    {
        desk.type("n11")
        let held = try #require(desk.practice.bookings.last { $0.status == .hold })
        desk.elsewhere { _ = $0.perform(.cancel(held.reference, reason: "")) }
        #expect(desk.screen.line(1).contains("hold cancelled"))
        let title = try #require(desk.text.split(separator: "\n").first { $0.contains("HELD NO MORE") })
        #expect(!title.hasSuffix("…"), "There is nothing that is waited for.")
        desk.press(.control("r"))
        #expect(desk.message.contains("Held again as") && desk.message.contains("not \(held.reference)"))
    }
}
