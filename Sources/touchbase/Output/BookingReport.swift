import Availability
import Booking

/// One booking as it stands, under a headline that says what was done.
struct BookingReport: Report {
    var headline: String
    var booking: Booking
    var mails: [Notification] = []
    var practice: PracticeView
    var difference: CustomerDifference?
    /// Of a change that its customer is told of.
    var prompted: PromptedMails?

    func write(to page: inout TextPage) {
        page.line(headline)
        page.table(BookingLines.rows(of: booking, practice), indent: 2)
        for line in difference?.lines ?? [] { page.line("  \(line)") }
        prompted?.write(to: &page, practice)
    }

    func write(to json: inout JSONWriter) {
        json.booking(booking, mails: prompted?.mails ?? mails, practice, difference)
    }
}

/// A booking as lines of label and value.
enum BookingLines {
    static func rows(of booking: Booking, _ practice: PracticeView) -> [[String]] {
        let clock = practice.clock
        let price = Money(minorUnits: booking.service.price, currency: practice.catalog.practice.currency)
        let date = practice.zone.localDateTime(at: booking.starts).date
        var rows = [
            ["When", "\(clock.fullDay(date)), \(clock.times(booking.starts, booking.ends))"],
            ["Service", "\(booking.service.name), \(price)"],
            ["With", "\(booking.therapist.name) in \(booking.room.name)"],
        ]
        if let customer = booking.customer {
            let parts = [customer.name, customer.email, customer.phone].compactMap(\.self)
            rows.append(["For", parts.joined(separator: ", ")])
        }
        if booking.status == .hold, let hold = booking.hold {
            rows.append([
                "Held until", "\(clock.time(hold.expires)) by \(booking.madeBy.staff) at \(booking.madeBy.terminal)",
            ])
        }
        return rows
    }

    /// `confirmation to jo@example.com: sent Tue 5 May 10:02 (queue id 4F1)`.
    ///
    /// - Parameter outbox: the folder of mails that are files. Another desk's is not known here.
    static func line(of mail: Notification, outbox: String = "outbox", _ practice: PracticeView) -> String {
        let start = "\(mail.kind.rawValue) to \(mail.recipient):"
        let remark = mail.reason.map { mail.hasWordsOfOurOwn ? ": \($0)" : " (\($0))" } ?? ""
        guard let sent = mail.sent else { return "\(start) \(mail.statusName)\(remark)" }
        let time = practice.clock.dayAndTime(sent)
        if let file = mail.outboxFile { return "\(start) written to \(outbox)/\(file) \(time)\(remark)" }
        return "\(start) sent \(time)\(mail.providerID.map { " (\($0))" } ?? "")\(remark)"
    }
}
