import Availability
import Booking
import Screen

extension DeskView {
    mutating func drawMail(_ log: MailLog) {
        let inside = drawPopup(centered(columns: 100, rows: screen.size.rows), title: "Mail")
        guard let entries = log.entries else {
            screen.write("Reading the mails…", fitting: inside.line(0), Pen(.dim))
            return
        }
        if entries.isEmpty { screen.write("No mail was written yet.", fitting: inside.line(0), Pen(.dim)) }
        let (list, letter) = inside.splitAbove(rows: max(3, inside.rows / 3))
        for (line, index) in window(count: entries.count, marked: log.marked, rows: list.rows - 1).enumerated() {
            let row = list.line(line)
            drawLine(index, marked: log.marked, in: row)
            draw(entries[index].notification, in: row)
        }
        screen.fill(list.line(list.rows - 1), with: Glyph.line.character, Pen(.rule))
        if let entry = entries[safe: log.marked] { draw(entry, in: letter) }
    }

    private mutating func draw(_ mail: Notification, in row: Rect) {
        guard let clock = model.sheet?.clock else { return }
        let time = clock.dayAndTime(mail.sent ?? mail.due)
        let attempts = mail.attempts > 1 ? " (\(mail.attempts) attempts)" : ""
        let status = mail.statusName + attempts
        write(
            [
                Segment("\(time)  ", Pen(.dim)), Segment(mail.booking.spelled, Pen(.accent)),
                Segment("  \(mail.kind.rawValue) to \(mail.recipient)", Pen(.text)),
            ], in: Rect(column: row.column, row: row.row, columns: row.columns - textWidth(status) - 1, rows: 1))
        screen.write(status, rightIn: row, Pen(mail.status.role))
    }

    /// What became of the mail, and then the letter as its customer sees it.
    private mutating func draw(_ entry: MailEntry, in area: Rect) {
        guard let clock = model.sheet?.clock else { return }
        var lines: [(String, Pen)] = [(entry.subject, Pen(.title))]
        for (text, pen) in remarks(on: entry.notification, clock) {
            lines += wrapped(text, columns: area.columns).map { ($0, pen) }
        }
        lines.append(("", Pen(.text)))
        for line in entry.text.split(separator: "\n", omittingEmptySubsequences: false) {
            let parts = wrapped(String(line), columns: area.columns)
            lines += (parts.isEmpty ? [""] : parts).map { ($0, Pen(.text)) }
        }
        for (index, line) in lines.prefix(area.rows).enumerated() {
            screen.write(line.0, fitting: area.line(index), line.1)
        }
    }

    private func remarks(on mail: Notification, _ clock: WallClock) -> [(String, Pen)] {
        var remarks: [(String, Pen)] = []
        if let file = mail.outboxFile {
            let text = "Nothing was sent: there is no mail server, so it was written to the file outbox/\(file)."
            remarks.append((text, Pen(.stale)))
        }
        if let error = mail.lastError {
            let start = mail.hasWordsOfOurOwn ? "" : "The last attempt: "
            remarks.append((start + error, Pen(mail.status == .sent ? .stale : .failed)))
        }
        if mail.status == .uncertain {
            let text = "The connection was lost after the whole mail was sent: it may have arrived. r sends it again."
            remarks.append((text, Pen(.stale)))
        }
        if let next = mail.nextAttempt {
            let again = "It is tried again at \(clock.dayAndTime(next)), then ever later up to once an hour, "
            let text =
                mail.attempts == 0
                ? "It goes out at \(clock.dayAndTime(next))."
                : again + "and given up at \(clock.dayAndTime(mail.givenUp)). r tries it now."
            remarks.append((text, Pen(.waiting)))
        }
        return remarks
    }
}
