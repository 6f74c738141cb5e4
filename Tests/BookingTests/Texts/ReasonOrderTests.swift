import Availability
import Booking
import Testing

struct ReasonOrderTests {
    private let ana = TestPractice.ana.id
    private let busy = Reason.Blocker(reference: "K7M2QX", part: .appointment, until: TestPractice.at(11))

    @Test func `what decides comes first`() {
        let step = Reason.offGrid(before: TestPractice.at(10), after: nil)
        let reasons: [Reason] = [
            step, .therapistBusy(ana, busy), .outsideHours(ana, window: nil), .serviceNotDone(by: ana),
            .past(now: TestPractice.at(12)),
        ]
        #expect(reasons.decisiveFirst == [reasons[4], reasons[3], reasons[2], reasons[1], step])
    }

    @Test func `the step is said once, with the nearest starts of all`() {
        let steps: [Reason] = [
            .offGrid(before: TestPractice.at(9, 30), after: TestPractice.at(10, 30)),
            .offGrid(before: TestPractice.at(9, 45), after: nil),
        ]
        #expect(
            steps.decisiveFirst == [.offGrid(before: TestPractice.at(9, 45), after: TestPractice.at(10, 30))])
    }
}
