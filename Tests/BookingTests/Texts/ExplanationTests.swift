import Availability
import Booking
import Testing

struct ExplanationTests {
    private static let ana = TestPractice.ana.id
    private static let room = TestPractice.room2.id

    private static func at(_ hour: Int, _ minute: Int = 0, daysLater: Int = 0) -> Instant {
        TestPractice.at(hour, minute, daysLater: daysLater)
    }

    private func sentence(_ reason: Reason) -> String {
        Explanation(
            of: TestPractice.swedish, at: Self.at(16, 30), catalog: TestPractice.catalog, clock: TestPractice.clock
        ).sentence(reason)
    }

    @Test(arguments: [
        (Reason.Blocker.Part.turnover, "Room 2: turnover of K7M2QX until 16:45"),
        (.appointment, "Room 2: booked for K7M2QX until 16:45"),
        (.prep, "Room 2: prep of K7M2QX, which ends at 16:45"),
    ])
    func `a busy room names the booking, its part and the time`(part: Reason.Blocker.Part, text: String) {
        let blocker = Reason.Blocker(reference: "K7M2QX", part: part, until: Self.at(16, 45))
        #expect(sentence(.roomBusy(Self.room, blocker)) == text)
    }

    @Test func `a busy therapist is named`() {
        let blocker = Reason.Blocker(reference: "K7M2QX", part: .recovery, until: Self.at(16, 40))
        #expect(sentence(.therapistBusy(Self.ana, blocker)) == "Ana Ruiz: recovery after K7M2QX until 16:40")
    }

    @Test func `hours that end too early are compared with the end of the treatment`() {
        let reason = Reason.outsideHours(Self.ana, window: Interval(Self.at(13), Self.at(17, 30)))
        #expect(sentence(reason) == "Ana Ruiz works until 17:30; the 90 minutes would end at 18:00")
    }

    @Test func `hours that begin later say when`() {
        let reason = Reason.outsideHours(
            Self.ana, window: Interval(Self.at(9, daysLater: 1), Self.at(12, daysLater: 1)))
        #expect(sentence(reason) == "Ana Ruiz works next Wed 6 May 09:00–12:00")
    }

    @Test func `hours that begin later on the same day say which day that is`() {
        let reason = Reason.outsideHours(Self.ana, window: Interval(Self.at(18), Self.at(20)))
        #expect(sentence(reason) == "Ana Ruiz works next Tue 5 May 18:00–20:00")
    }

    @Test func `a therapist without hours near does not work then`() {
        #expect(sentence(.outsideHours(Self.ana, window: nil)) == "Ana Ruiz does not work then")
    }

    @Test func `a room that closes too early says what it would be needed for`() {
        let reason = Reason.roomNotOpen(Self.room, window: Interval(Self.at(8), Self.at(18)))
        #expect(sentence(reason) == "Room 2 is open 08:00–18:00; it would be needed 16:25–18:15")
    }

    @Test func `time off and closures say from when until when`() {
        let away = Interval(Self.at(0), Self.at(0, daysLater: 1))
        #expect(sentence(.timeOff(Self.ana, away)) == "Ana Ruiz is off from 00:00 until Wed 6 May 00:00")
        #expect(sentence(.roomClosed(Self.room, away)) == "Room 2 is closed from 00:00 until Wed 6 May 00:00")
    }

    @Test func `a start off the grid names its neighbours`() {
        let reason = Reason.offGrid(before: Self.at(16, 15), after: Self.at(16, 45))
        #expect(sentence(reason) == "No step at 16:30: the nearest starts are 16:15 and 16:45")
    }

    @Test func `a past start says what time it is`() {
        #expect(sentence(.past(now: Self.at(17))) == "Tue 5 May 16:30 has passed: it is 17:00 now")
    }

    @Test func `who does what is said with names`() {
        #expect(sentence(.serviceNotDone(by: Self.ana)) == "Ana Ruiz does not do 90-minute Swedish")
        #expect(sentence(.serviceDoesNotFit(Self.room)) == "Room 2 is not set up for 90-minute Swedish")
    }
}
