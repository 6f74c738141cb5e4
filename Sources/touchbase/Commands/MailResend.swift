import ArgumentParser
import Booking
import BookingStore
import Postgres

struct MailResend: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Queue a booking's last mail once more.",
        discussion: """
            It goes to the address that the customer has now; reminders do not count. A mail that still waits is tried at once instead. A desk that is open, or a service, sends it; else: touchbase mail run --once

            What had not gone out when a backup was made is held back when that is restored, for it may have gone out \
            since: such a mail is what is queued, also a reminder. What is not wanted is left alone.

              touchbase mail resend K7M2QX
              touchbase mail resend --held-back
            """)

    @Argument(help: BookingArgument.help)
    var reference: String?

    @Flag(help: "All mails that a restoration has held back, of bookings yet to come.")
    var heldBack = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (reference != nil) != heldBack else {
            throw ValidationError("Say which mail: the reference of its booking, or --held-back for all of those.")
        }
    }

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        if let reference { return try resend(try Reference(typed: reference), &office) }
        var queued: [Notification] = []
        for mail in try office.store.ask(Statement.heldBackMails)
        where try office.store.ask(Statement.resendMail(mail.booking)) > 0 { queued.append(mail) }
        return ResentMails(mails: queued)
    }

    private func resend(_ reference: Reference, _ office: inout Office) throws -> any Report {
        let practice = try office.readPractice()
        guard let booking = try office.store.ask(Statement.booking(reference)) else {
            throw Failure(.notFound(reference), practice: practice)
        }
        guard try office.store.ask(Statement.resendMail(reference)) > 0 else {
            throw Failure(
                code: .invalid,
                message: "\(reference) has no mail to send: it is \(booking.status.name), or its customer has no email."
            )
        }
        let mails = try office.store.ask(Statement.notifications(of: reference))
        return BookingReport(
            headline: Self.headline(of: Self.resent(of: mails), reference), booking: booking, mails: mails,
            practice: practice)
    }

    private static func resent(of mails: [Notification]) -> Notification? {
        mails.last { [.queued, .sending].contains($0.status) } ?? mails.last { $0.kind != .reminder }
    }

    /// Which mail it is, and how it gets on its way.
    private static func headline(of mail: Notification?, _ reference: Reference) -> String {
        guard let mail else { return "Queued the mail of \(reference)." }
        let what = "the \(mail.kind.rawValue) of \(reference) to \(mail.recipient)"
        return switch mail.status {
        case .queued: "Queued \(what). To send it now: touchbase mail run --once"
        case .sending: "Nothing is queued: \(what) is being sent just now."
        case .sent, .failed, .uncertain: "Queued \(what), and it was tried at once: \(mail.statusName)."
        }
    }
}

/// What was held back, and is queued now.
private struct ResentMails: Report {
    let mails: [Notification]

    func write(to page: inout TextPage) {
        guard !mails.isEmpty else { return page.line("No mail of a booking yet to come is held back.") }
        page.line("Queued \(counted(mails.count, "mail")). To send now: touchbase mail run --once")
        page.table(mails.map { ["\($0.booking)", $0.kind.rawValue, $0.recipient] }, indent: 2)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("queued", each: mails) { json, mail in json.value("\(mail.booking)") }
        }
    }
}
