import Availability
import Booking
import BookingStore
import FrontDesk
import Mail

extension MailEntry {
    /// A line of the log with the letter as its customer gets it.
    init(_ mail: MailRecord, from practice: Practice, in zone: ZoneRules) {
        let letter = Letter.confirmation(of: mail.booking, from: practice, in: zone)
        self.init(notification: mail.notification, subject: letter.subject, text: letter.text)
    }
}
