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

    @Test func `shows the card of a booking that was cancelled, for it has no place in the calendar`() {
        let desk = DeskDriver()
        desk.press(.down, .down).type("x").press(.enter)
        let mail = mail(SamplePractice.reference(2), desk.practice.now)
        desk.type("M").send(.mailLog([MailEntry(notification: mail, subject: "", text: "")])).press(.enter)
        #expect(desk.shows("K7M224  ✕ cancelled") && desk.shows("Marguerite Abara"))
        #expect(desk.takeEffects().last == .loadDetails(mail.booking))
    }

    @Test func `keeps a marked mail that is too old to be among the newest`() {
        let desk = DeskDriver().type("M")
        let entries = [2, 1].map { number in
            MailEntry(
                notification: self.mail(SamplePractice.reference(number), desk.practice.now, id: number), subject: "",
                text: "")
        }
        desk.send(.mailLog(entries)).press(.down)
        desk.send(.mailLog([entries[0]])).type("r")
        #expect(desk.takeEffects().contains(.resend(SamplePractice.reference(1))))
    }

    @Test func `sets off what somebody should see to`() {
        let desk = DeskDriver().type("M")
        let entry = MailEntry(
            notification: mail(SamplePractice.reference(1), desk.practice.now), subject: "", text: "",
            isUndelivered: true)
        #expect(desk.send(.mailLog([entry])).shows("▲ Tue 5 May"))
    }

    @Test(arguments: [
        (Notification.Kind.cancellation, Notification.Status.queued, nil, "mail queued"),
        (.confirmation, .failed, "withdrawn: cancelled", "its mail was withdrawn before it went"),
    ])
    func `an undo says what becomes of the mail`(
        kind: Notification.Kind, status: Notification.Status, error: String?, text: String
    ) throws {
        let desk = DeskDriver().type("n11").type("abara").press(.enter, .enter).type("u")
        let booking = try #require(desk.practice.bookings.last)
        #expect(desk.message.contains("Cancelled \(booking.reference)"))
        #expect(desk.takeEffects().contains(.loadDetails(booking.reference)))
        var mail = mail(booking.reference, desk.practice.now, kind: kind)
        mail.status = status
        mail.lastError = error
        desk.send(
            .details(
                Details(
                    reference: booking.reference, history: [], notifications: [mail], visits: 0, lastVisit: nil)))
        #expect(desk.message.contains(text))
    }

    @Test func `says in the header and of each mail that none is sent, until one is again`() {
        let desk = DeskDriver().send(.mailStopped("No template has a datum."))
        #expect(desk.screen.line(0).contains("not sent") && desk.message.contains("has a datum"))
        desk.press(.down).type("M")
        var late = mail(SamplePractice.reference(1), desk.practice.now.advanced(byMinutes: -5))
        late.attempts = 0
        late.nextAttempt = late.due
        desk.send(.mailLog([MailEntry(notification: late, subject: "", text: "")]))
        #expect(desk.shows("nothing has sent it") && desk.shows("has a datum") && !desk.shows("It goes out at"))
        desk.press(.escape).send(.mailStopped(nil))
        #expect(!desk.screen.line(0).contains("not sent"))
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

    private func mail(
        _ reference: Reference, _ sent: Instant, id: Int64 = 1, kind: Notification.Kind = .confirmation
    ) -> Notification {
        Notification(
            id: NotificationID(rawValue: id), booking: reference, kind: kind, recipient: "ada@example.com",
            status: .sent, messageID: "1@example.com", providerID: nil, attempts: 1, queued: sent, sent: sent,
            lastError: nil)
    }
}
