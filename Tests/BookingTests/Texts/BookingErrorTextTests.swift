import Availability
import Booking
import Testing

struct BookingErrorTextTests {
    private let clock = TestPractice.clock

    @Test func `a conflict says who has it, until when, and no customer`() throws {
        let customer = Customer(id: CustomerID(rawValue: 9), name: "Jo Smith")
        let booking = try TestPractice.booking(customer: customer)
        let text = BookingError.conflict(BookingConflictError(.taken(by: booking, .room))).text(clock: clock)
        #expect(
            text
                == "Room 2 is taken until 11:45 by K7M2QX: 90-minute Swedish, Tue 5 May 10:00–11:30, confirmed.")
        #expect(!text.contains("Jo"))
    }

    @Test func `a conflict with a hold says at which desk and when it runs out`() throws {
        let hold = Booking.Hold(expires: TestPractice.at(9, 12), millisecondsLeft: 60_000)
        let booking = try TestPractice.booking(status: .hold, hold: hold)
        let text = BookingError.conflict(BookingConflictError(.taken(by: booking, .therapist))).text(clock: clock)
        #expect(
            text == "Ana Ruiz is taken until 11:40 by K7M2QX: held by Dana at desk-1 until 09:12. "
                + "Choose another slot, or wait for the hold to run out.")
    }

    @Test func `every error ends in a full stop and says what to do or how it stands`() throws {
        let booking = try TestPractice.booking(status: .cancelled)
        let errors: [BookingError] = [
            .conflict(BookingConflictError(.contended)), .holdExpired(booking), .alreadyConfirmed(booking),
            .wrongStatus(booking), .tooEarly(booking), .customerMissing(booking), .notFound(booking.reference),
            .notBookable([]),
        ]
        for error in errors {
            #expect(error.text(clock: clock).hasSuffix("."))
        }
        #expect(BookingError.wrongStatus(booking).text(clock: clock).hasPrefix("K7M2QX is cancelled"))
    }

    @Test func `what is cancelled already is said to be, by whom and when as far as that is known`() throws {
        let reference = try #require(Reference("K7M2QX"))
        #expect(reference.cancelledAlready([], clock: clock) == "K7M2QX was cancelled already.")
        let at = Instant(secondsSinceEpoch: 1_777_986_000)
        let made = HistoryEntry(at: at, by: Desk(staff: "", terminal: "desk-2"), from: nil, to: .confirmed, note: "")
        var entry = HistoryEntry(
            at: at, by: Desk(staff: "Dana", terminal: "desk-1"), from: .confirmed, to: .cancelled, note: "is ill")
        let start = "K7M2QX was cancelled already, \(clock.dayAndTime(at))"
        #expect(reference.cancelledAlready([made, entry], clock: clock) == "\(start) by Dana at desk-1: is ill.")
        entry.by.staff = ""
        entry.note = ""
        #expect(reference.cancelledAlready([made, entry], clock: clock) == "\(start) at desk-1.")
    }

    @Test func `the read-back names everything the caller has to agree to`() throws {
        let customer = Customer(id: CustomerID(rawValue: 9), name: "Jo Smith")
        let line = try TestPractice.booking(customer: customer).readBack(clock: clock, currency: "USD")
        #expect(
            line == "90-minute Swedish for Jo Smith on Tuesday 5 May 2026 from 10:00 to 11:30, "
                + "with Ana Ruiz in Room 2, $120.00. Your reference is K7M2QX.")
    }
}
