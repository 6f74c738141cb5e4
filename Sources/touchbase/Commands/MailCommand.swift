import ArgumentParser
import Availability
import Booking
import BookingStore
import Postgres

struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "See and send the mails to customers.",
        discussion: """
            Mails go to the server that SMTP_URL names, smtp://user@host:587 or smtps://user@host, with the password in the \
            file that SMTP_PASSWORD_FILE names. Without SMTP_URL they are written to the folder outbox in the data folder.

            What the mails say is in templates, which you can replace: see "touchbase help mail templates".
            """,
        subcommands: [MailList.self, MailRun.self, MailResend.self, MailTemplates.self])
}

struct MailList: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the newest mails and what became of them.",
        discussion: "  touchbase mail list --limit 50")

    @Option(parsing: .unconditional, help: ArgumentHelp("At most so many, 1 to 100000.", valueName: "n"))
    var limit = 20

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 100000.") }
    }

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        return ListedMails(mails: try office.store.ask(Statement.newestNotifications(limit: limit)), practice: practice)
    }

    private struct ListedMails: Report {
        var mails: [Notification]
        var practice: PracticeView

        func write(to page: inout TextPage) {
            guard !mails.isEmpty else { return page.line("No mail has been written yet.") }
            page.table(mails.map(row), columns: Console.columns)
        }

        private func row(_ mail: Notification) -> [String] {
            [
                practice.clock.dayAndTime(mail.sent ?? mail.due), mail.booking.description,
                mail.kind.rawValue, mail.statusName, mail.recipient,
                remark(on: mail),
            ]
        }

        private func remark(on mail: Notification) -> String {
            let words = mail.reason ?? mail.outboxFile.map { "outbox/\($0)" } ?? mail.providerID
            let next = mail.nextAttempt.map {
                "\(mail.attempts == 0 ? "goes" : "again") \(practice.clock.dayAndTime($0))"
            }
            return [words, next].compactMap(\.self).joined(separator: "; ")
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("notifications", each: mails) { json, mail in
                    json.object { json in
                        json.member("reference", mail.booking.description)
                        json.member("kind", mail.kind.rawValue)
                        json.member("recipient", mail.recipient)
                        json.member("status", mail.status.rawValue)
                        json.member("provider_id", mail.providerID)
                        json.member("outbox_file", mail.outboxFile)
                        json.member("attempts", mail.attempts)
                        json.member("queued_at", practice.zone.rfc3339(mail.queued))
                        json.member("next_attempt_at", mail.nextAttempt.map { practice.zone.rfc3339($0) })
                        json.member("sent_at", mail.sent.map { practice.zone.rfc3339($0) })
                        json.member("last_error", mail.lastError)
                    }
                }
            }
        }
    }
}
