import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// What the desk says of a mail.
@Suite struct MailRemarkTests {
    private let desk = DeskDriver()

    private func log(
        _ status: Notification.Status, attempts: Int = 1, providerID: String? = nil, next: Instant? = nil,
        error: String? = nil
    ) -> DeskDriver {
        let queued = Instant(secondsSinceEpoch: 1_777_986_000)
        let mail = Notification(
            id: NotificationID(rawValue: 1), booking: Reference("K7M224")!, kind: .moved, recipient: "jo@example.com",
            status: status, messageID: "1@example.com", providerID: providerID, attempts: attempts, queued: queued,
            nextAttempt: next, sent: status == .sent ? queued : nil, lastError: error)
        desk.type("M").send(.mailLog([MailEntry(notification: mail, subject: "Your appointment", text: "Hello Jo,\n")]))
        return desk
    }

    @Test func `shows the letter as the customer sees it`() {
        let desk = log(.sent, providerID: "4F1B2")
        #expect(desk.shows("moved to jo@example.com") && desk.shows("sent") && desk.shows("Hello Jo,"))
    }

    @Test func `a letter that is longer than the screen is read page by page, with its table as it stands`() {
        let desk = DeskDriver(size: Size(columns: 60, rows: 15)).type("M")
        let text = "Hello Jo,\n\n    Time:       14:00 EDT\n    Reference:  K7M 224\n" + "And so on.\n" + "The end.\n"
        let mail = Notification(
            id: NotificationID(rawValue: 1), booking: Reference("K7M224")!, kind: .moved, recipient: "jo@example.com",
            status: .sent, messageID: "1@example.com", providerID: "4F1B2", attempts: 1, queued: desk.practice.now,
            sent: desk.practice.now, lastError: nil)
        desk.send(.mailLog([MailEntry(notification: mail, subject: "Your appointment", text: text)]))
        #expect(desk.shows("lines more: PgDn") && !desk.shows("The end."))
        desk.press(.pageDown)
        #expect(desk.shows("    Reference:  K7M 224") && desk.shows("The end.") && !desk.shows("lines more"))
        desk.press(.pageDown).press(.pageUp)
        #expect(desk.shows("Your appointment"))
    }

    @Test func `does not call sent what was only written to a file`() {
        let desk = log(.sent, providerID: "20260505T142000Z-K7M2QX-9f3a61c20b7d4e15.eml")
        #expect(desk.shows("written") && desk.shows("Nothing was sent: there is no mail server"))
        #expect(desk.shows("outbox/20260505T142000Z-K7M2QX-9f3a61c20b7d4e15.eml"))
    }

    @Test func `explains an uncertain mail, and offers to send it again`() {
        let desk = log(.uncertain, error: "Recv failure: Connection reset by peer")
        #expect(desk.shows("it may have arrived. r sends it again"))
        #expect(desk.shows("The last attempt: Recv failure"))
    }

    @Test func `says when a mail is tried again, and when no more`() {
        let desk = log(.queued, attempts: 3, next: Instant(secondsSinceEpoch: 1_777_990_200), error: "451 later")
        #expect(desk.shows("The last attempt: 451 later"))
        #expect(desk.shows("tried again at Tue 5 May 10:10") && desk.shows("given up at"))
    }

    @Test func `says when a mail goes out that waits for its time`() {
        let desk = log(.queued, attempts: 0, next: Instant(secondsSinceEpoch: 1_777_990_200))
        #expect(desk.shows("It goes out at Tue 5 May 10:10."))
    }

    @Test func `does not put our own words into a server's mouth`() {
        let desk = log(.uncertain, error: "an earlier attempt ended without a word: that one may have arrived")
        #expect(desk.shows("an earlier attempt ended without a word") && !desk.shows("The last attempt"))
    }

    @Test func `does not call a failure what was not sent on purpose`() {
        let desk = log(.failed, error: "withdrawn: the booking was cancelled before it was sent")
        #expect(desk.shows("not sent: the booking was cancelled first"))
        #expect(!desk.shows("The last attempt") && !desk.shows("failed") && !desk.shows("withdrawn"))
    }

    @Test func `says of a mail that a restoration has held back how to send it`() {
        let desk = log(.uncertain, attempts: 0, error: "held back: it may have gone out since; 451 later")
        #expect(desk.shows("held back: it may have gone out since; 451 later"))
        #expect(desk.shows("r sends it.") && !desk.shows("connection was lost"))
    }
}
