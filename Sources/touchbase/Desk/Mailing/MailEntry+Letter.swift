import Availability
import Booking
import BookingStore
import FrontDesk
import Mail

extension MailEntry {
    /// A line of the log with the letter as its customer gets it: as it was sent, or, before that, as it would be now.
    init(_ mail: MailRecord, from practice: Practice, in zone: ZoneRules, by templates: LetterTemplates?) {
        if let kept = mail.letter {
            self.init(notification: mail.notification, subject: kept.subject, text: kept.body)
        } else if let templates {
            let letter = Letter(mail.notification.kind, of: mail.booking, from: practice, in: zone, by: templates)
            self.init(notification: mail.notification, subject: letter.subject, text: letter.text)
        } else {
            self.init(notification: mail.notification, subject: "", text: "")
        }
    }
}
