import Booking
import Mail
import Testing

struct MessageTests {
    private func message(practice: Practice, _ notification: Notification) throws -> Message {
        try Message(
            notification, of: Sample.booking(), from: practice, in: Sample.zone, by: LetterTemplates())
    }

    @Test func `it goes to the address that the notification fixed`() throws {
        let message = try message(practice: Sample.practice, Sample.notification(to: "other@example.org"))
        #expect(message.to.address.description == "other@example.org")
        #expect(message.to.name == "Alex Morgan")
    }

    @Test func `a practice without a sender sends nothing`() {
        var practice = Sample.practice
        practice.mailFrom = nil
        #expect(throws: MessageError.senderMissing) { try message(practice: practice, Sample.notification()) }
        practice.mailFrom = "desk"
        #expect(throws: MessageError.sender(.atSign)) { try message(practice: practice, Sample.notification()) }
    }

    @Test func `an address that cannot be mailed is an error of the recipient`() {
        let notification = Sample.notification(to: "alex@example.com\r\nRCPT TO:<eve@example.com>")
        #expect(throws: MessageError.recipient(.atSign)) { try message(practice: Sample.practice, notification) }
    }

    @Test(arguments: [
        "", "a", "a@", "@b", "a@b@c", "a b@c", "a@b>\r\nBcc: x@y", "<a@b>", "a..b@c", "é@b",
        String(repeating: "a", count: 320) + "@b",
    ])
    func `a damaged message id is an error`(id: String) {
        #expect(throws: MessageError.messageID) {
            try message(practice: Sample.practice, Sample.notification(messageID: id))
        }
    }
}
