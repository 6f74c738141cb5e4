import Availability
import Booking
import BookingStore
import FrontDesk
import Mail

extension MailEntry {
    /// A line of the log with the letter as its customer gets it: as it was sent, or, before that, as it would be now.
    init(_ mail: MailRecord, from practice: Practice, in zone: ZoneRules, by templates: LetterTemplates?) {
        let (notification, isUndelivered) = (mail.notification, mail.isUndelivered)
        if let kept = mail.letter {
            self.init(
                notification: notification, subject: kept.subject, text: kept.body, isUndelivered: isUndelivered)
        } else if let templates {
            let letter = Letter(notification.kind, of: mail.booking, from: practice, in: zone, by: templates)
            self.init(
                notification: notification, subject: letter.subject, text: letter.text, isUndelivered: isUndelivered)
        } else {
            self.init(notification: notification, subject: "", text: "", isUndelivered: isUndelivered)
        }
    }
}
