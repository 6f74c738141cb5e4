import ArgumentParser
import Availability
import Booking
import BookingStore
import Postgres

struct Show: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one booking with its history and its mails.",
        discussion: "  touchbase show K7M2QX")

    @OptionGroup var which: BookingArgument
    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let reference = try which.parsed
        guard let booking = try office.store.ask(Statement.booking(reference)) else {
            throw Failure(.notFound(reference), practice: practice)
        }
        return ShownBooking(
            booking: booking, history: try office.store.ask(Statement.history(of: reference)),
            mails: try office.store.ask(Statement.notifications(of: reference)), practice: practice)
    }

    private struct ShownBooking: Report {
        var booking: Booking
        var history: [HistoryEntry]
        var mails: [Notification]
        var practice: PracticeView

        func write(to page: inout TextPage) {
            page.line("\(booking.reference)  \(booking.status.name)")
            page.table(BookingLines.rows(of: booking, practice), indent: 2)
            page.line("History")
            page.table(history.map(row), indent: 2)
            if !mails.isEmpty { page.line("Mail") }
            for mail in mails { page.line("  \(BookingLines.line(of: mail, practice))") }
        }

        private func row(_ entry: HistoryEntry) -> [String] {
            let who = entry.by.staff.isEmpty ? "" : "\(entry.by.staff) at \(entry.by.terminal)"
            return [practice.clock.dayAndTime(entry.at), entry.to.name, who, entry.note]
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.members(of: booking, mails: mails, practice)
                json.member("history", each: history) { json, entry in
                    json.object { json in
                        json.member("at", practice.zone.rfc3339(entry.at))
                        json.member("staff", entry.by.staff)
                        json.member("terminal", entry.by.terminal)
                        json.member("from", entry.from?.rawValue)
                        json.member("to", entry.to.rawValue)
                        json.member("note", entry.note)
                    }
                }
            }
        }
    }
}
