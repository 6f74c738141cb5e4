import Availability
import Booking
import FrontDesk
import Screen
import Testing

@Suite struct `The mail log` {
    @Test func `leads to the booking of a mail on a day that was not read`() {
        let desk = DeskDriver().type("M")
        let booking = desk.practice.book("Swedish 60", 0, room: 1, at: 600 + 60 * 1440, "Ada Later")
        let mail = mail(booking.reference, desk.practice.now)
        desk.send(.mailLog([MailEntry(notification: mail, subject: "", text: "")]))
        _ = desk.takeEffects()
        desk.press(.enter)
        #expect(desk.takeEffects().contains(.findBookings(booking.reference.description)))
        #expect(desk.shows("‹ Sat 4 Jul 2026 ›") && desk.wait(seconds: 1).shows("Ada Later"))
    }

    @Test func `says so when the booking is not found`() {
        let desk = DeskDriver().type("M")
        let mail = mail(SamplePractice.reference(999), desk.practice.now)
        desk.send(.mailLog([MailEntry(notification: mail, subject: "", text: "")])).press(.enter)
        #expect(desk.message.contains("Not found"))
    }

    @Test func `keeps the mark on its mail when others come above it`() {
        let desk = DeskDriver().type("M")
        let (first, second) = (SamplePractice.reference(1), SamplePractice.reference(2))
        let entries = [mail(second, desk.practice.now, id: 2), mail(first, desk.practice.now, id: 1)]
            .map { MailEntry(notification: $0, subject: "", text: "") }
        desk.send(.mailLog(entries)).press(.down).type("r")
        #expect(desk.takeEffects().contains(.resend(first)))
        let again = MailEntry(notification: mail(first, desk.practice.now, id: 3), subject: "", text: "")
        desk.send(.mailLog([again] + entries)).type("r")
        #expect(desk.takeEffects().contains(.resend(first)))
    }

    private func mail(_ reference: Reference, _ sent: Instant, id: Int64 = 1) -> Notification {
        Notification(
            id: NotificationID(rawValue: id), booking: reference, kind: .confirmation, recipient: "ada@example.com",
            status: .sent, messageID: "1@example.com", providerID: nil, attempts: 1, queued: sent, sent: sent,
            lastError: nil)
    }
}
