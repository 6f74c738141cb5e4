import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// Another desk cancels what this one is at.
@Suite struct `What another desk cancels meanwhile` {
    let desk = DeskDriver()

    private func historyOfCancelling(_ reference: Reference) -> Details {
        let entry = HistoryEntry(
            at: desk.practice.now, by: SamplePractice.other, from: .confirmed, to: .cancelled, note: "is ill")
        return Details(reference: reference, history: [entry], notifications: [], visits: 0, lastVisit: nil)
    }

    private func cancelElsewhere(_ reference: Reference) {
        desk.elsewhere { _ = $0.perform(.cancel(reference, reason: "is ill")) }
    }

    @Test func `is moved no more, and by whom it was cancelled is said`() {
        let reference = SamplePractice.reference(2)
        desk.press(.down, .down).type("m@15")
        cancelElsewhere(reference)
        #expect(!desk.shows("MOVE") && desk.message.contains("Not moved: \(reference) is cancelled"))
        #expect(desk.takeEffects().contains(.loadDetails(reference)))
        desk.send(.details(historyOfCancelling(reference)))
        #expect(desk.message.contains("is cancelled by Omar at desk-2") && desk.message.contains("is ill"))
    }

    @Test func `is moved no more either when that is learned from the answer`() {
        let reference = SamplePractice.reference(2)
        desk.press(.down, .down).type("m@15").press(.enter)
        _ = desk.practice.perform(.cancel(reference, reason: ""))
        desk.press(.enter)
        #expect(!desk.shows("MOVE") && !desk.shows("Nearest:"))
        #expect(desk.message.contains("Not moved: \(reference) is cancelled"))
    }

    @Test func `is moved from where another desk has moved it`() {
        desk.press(.down, .down).type("m@15")
        let booking = desk.practice.bookings[1]
        desk.elsewhere {
            _ = $0.perform(
                .move(
                    booking.reference, therapist: booking.therapist.id, room: booking.room.id,
                    start: $0.instant(930)))
        }
        #expect(desk.press(.enter).shows("From Tue 5 May 15:30"))
    }

    @Test func `was this desk's hold, and by whom it was cancelled is said`() {
        desk.type("n11")
        let reference = SamplePractice.reference(12)
        cancelElsewhere(reference)
        #expect(desk.message.contains("Your hold was cancelled"))
        #expect(desk.takeEffects().contains(.loadDetails(reference)))
        desk.send(.details(historyOfCancelling(reference)))
        #expect(desk.message.contains("Your hold was cancelled by Omar at desk-2"))
    }

    @Test func `and is taken back by u, is said to be this desk's from then on`() {
        desk.type("Hx").press(.escape)
        #expect(desk.practice.bookings.filter { $0.status == .cancelled }.map(\.madeBy) == [SamplePractice.other])
        desk.type("u")
        #expect(desk.shows("Held again") && desk.shows("for you now, no longer for Omar at desk-2"))
    }
}
