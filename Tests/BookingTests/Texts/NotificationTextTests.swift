import Availability
import Booking
import Testing

/// What people read of a mail's state.
@Suite struct NotificationTextTests {
    private func mail(
        _ status: Notification.Status, _ error: String? = nil, providerID: String? = nil
    ) -> Notification {
        Notification(
            id: NotificationID(rawValue: 1), booking: Reference("K7M2QX")!, kind: .confirmation,
            recipient: "jo@example.com", status: status, messageID: "1@example.com", providerID: providerID,
            attempts: 1, queued: Instant(secondsSinceEpoch: 0), sent: nil, lastError: error)
    }

    @Test(arguments: [
        ("withdrawn: the booking was cancelled before it was sent", "the booking was cancelled first"),
        (
            "withdrawn: the booking was changed before it was sent; the last attempt: 451 later",
            "the booking was changed first; the last attempt: 451 later"
        ),
        ("withdrawn: the appointment had begun", "the appointment had begun"),
    ])
    func `what was withdrawn was not sent, for a reason`(error: String, reason: String) {
        #expect(mail(.failed, error).statusName == "not sent" && mail(.failed, error).reason == reason)
    }

    @Test func `what may have arrived stays uncertain when its booking has changed`() {
        let mail = mail(.uncertain, "withdrawn: the booking was changed while it was being sent")
        #expect(mail.statusName == "uncertain")
        #expect(mail.reason == "not sent again: the booking was changed while it was being sent")
    }

    @Test func `what a restoration has held back is called so, until it is sent`() {
        let words = "held back: when the backup was made"
        #expect(mail(.uncertain, words).statusName == "held back" && mail(.uncertain, words).isHeldBack)
        #expect(mail(.uncertain, words).reason == "when the backup was made")
        #expect(!mail(.sent, words).isHeldBack)
    }

    @Test func `a server's words are given as they are`() {
        #expect(mail(.failed, "550 no such user").reason == "550 no such user")
        #expect(mail(.failed, "550 no such user").statusName == "failed")
        #expect(mail(.queued).reason == nil && mail(.queued).statusName == "queued")
    }
}
