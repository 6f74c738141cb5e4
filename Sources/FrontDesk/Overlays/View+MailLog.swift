import Availability
import Booking
import Screen

extension DeskView {
    mutating func drawMail(_ log: MailLog) {
        let inside = drawPopup(mailPopup, title: "Mail")
        guard let entries = log.entries else {
            screen.write("Reading the mails…", fitting: inside.line(0), Pen(.dim))
            return
        }
        if entries.isEmpty { screen.write("No mail was written yet.", fitting: inside.line(0), Pen(.dim)) }
        let (list, letter) = parts(ofMail: inside)
        let shown = window(count: entries.count, marked: log.marked, rows: list.rows - 1)
        for (line, index) in shown.enumerated() {
            let row = list.line(line)
            drawLine(index, marked: log.marked, in: row)
            draw(entries[index], in: row)
        }
        screen.fill(list.line(list.rows - 1), with: Glyph.line.character, Pen(.rule))
        tellMore(above: true, shown.lowerBound, in: mailPopup.line(0).inset(columns: 2))
        tellMore(above: false, entries.count - shown.upperBound, in: list.line(list.rows - 1))
        if let entry = entries[safe: log.marked] { draw(entry, from: log.scrolled, in: letter) }
    }

    private var mailPopup: Rect { centered(columns: 100, rows: screen.size.rows) }

    private func parts(ofMail inside: Rect) -> (list: Rect, letter: Rect) {
        let (list, letter) = inside.splitAbove(rows: max(3, inside.rows / 3))
        return (list: list, letter: letter)
    }

    /// How many lines a key goes on in the marked letter, and the first line of its last page.
    func pages(of log: MailLog) -> (page: Int, last: Int) {
        let letter = parts(ofMail: mailPopup.inside).letter
        guard let entry = log.entries?[safe: log.marked] else { return (1, 0) }
        return (max(1, letter.rows - 2), max(0, lines(of: entry, columns: letter.columns).count - letter.rows))
    }

    private mutating func draw(_ entry: MailEntry, in row: Rect) {
        guard let clock = model.sheet?.clock else { return }
        let mail = entry.notification
        let sign = entry.isUndelivered ? "\(Glyph.warning.character)" : " "
        let time = clock.dayAndTime(mail.sent ?? mail.due)
        let attempts = mail.attempts > 1 ? " (\(mail.attempts) attempts)" : ""
        let status = mail.statusName + attempts
        let room = Rect(column: row.column, row: row.row, columns: row.columns - textWidth(status) - 1, rows: 1)
        let beginning = [
            Segment(sign, Pen(mail.role)), Segment(" \(time)  ", Pen(.dim)),
            Segment(mail.booking.description, Pen(.accent)), Segment("  ", Pen(.text)),
        ]
        let whole = "\(mail.kind.rawValue) to \(mail.recipient)"
        // To whom matters more than what: that stands in the letter, too.
        let isWhole = textWidth(whole) <= room.columns - Self.width(beginning)
        let text = isWhole ? whole : "\(mail.recipient) · \(mail.kind.rawValue)"
        write(beginning + [Segment(text, Pen(.text))], in: room)
        screen.write(status, rightIn: row, Pen(mail.role))
    }

    private mutating func draw(_ entry: MailEntry, from first: Int, in area: Rect) {
        let lines = lines(of: entry, columns: area.columns).dropFirst(first)
        for (index, line) in lines.prefix(area.rows).enumerated() {
            screen.write(line.0, fitting: area.line(index), line.1)
        }
        guard lines.count > area.rows, area.rows > 1 else { return }
        let rest = area.line(area.rows - 1)
        screen.fill(rest, .popup)
        screen.write("… \(lines.count - area.rows + 1) lines more: PgDn", fitting: rest, Pen(.dim))
    }

    /// What became of the mail, and then the letter as its customer sees it.
    private func lines(of entry: MailEntry, columns: Int) -> [(String, Pen)] {
        guard let clock = model.sheet?.clock else { return [] }
        var lines = wrapped(entry.subject, columns: columns).map { ($0, Pen(.title)) }
        for (text, pen) in remarks(on: entry.notification, clock) {
            lines += wrapped(text, columns: columns).map { ($0, pen) }
        }
        lines.append(("", Pen(.text)))
        for line in entry.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            // The columns of its table stay; what is longer than a line is broken between words.
            let whole = displaySafe(String(line))
            let parts = textWidth(whole) <= columns ? [whole] : wrapped(whole, columns: columns)
            lines += parts.map { ($0, Pen(.text)) }
        }
        return lines
    }

    /// Of a mail that should have been tried by now.
    private func overdue(since time: String) -> String {
        let reason = model.mail.stopped.map { " \($0)" } ?? " touchbase doctor finds out why."
        return "It was to go out at \(time), and nothing has sent it.\(reason)"
    }

    private func remarks(on mail: Notification, _ clock: WallClock) -> [(String, Pen)] {
        var remarks: [(String, Pen)] = []
        if let file = mail.outboxFile {
            let text = "Nothing was sent: there is no mail server, so it was written to the file outbox/\(file)."
            remarks.append((text, Pen(.stale)))
        }
        if let reason = mail.reason {
            let isUntried = mail.isHeldBack || mail.isWithdrawn && mail.status == .failed
            let start = isUntried ? "\(mail.statusName): " : mail.hasWordsOfOurOwn ? "" : "The last attempt: "
            let isNoFailure = mail.status == .sent || mail.status == .failed && mail.isWithdrawn
            remarks.append((start + reason, Pen(isNoFailure ? .stale : .failed)))
        }
        if mail.isHeldBack {
            remarks.append(("r sends it. If it is not wanted, leave it.", Pen(.stale)))
        } else if mail.status == .uncertain {
            let text = "The connection was lost after the whole mail was sent: it may have arrived. r sends it again."
            remarks.append((text, Pen(.stale)))
        }
        if let next = mail.nextAttempt {
            let again = "It is tried again at \(clock.dayAndTime(next)), then ever later up to once an hour, "
            let text =
                mail.attempts == 0
                ? "It goes out at \(clock.dayAndTime(next))."
                : again + "and given up at \(clock.dayAndTime(mail.givenUp)). r tries it now."
            let isOverdue = model.instant.map { next.advanced(byMinutes: 1) < $0 } == true
            remarks.append(isOverdue ? (overdue(since: clock.dayAndTime(next)), Pen(.failed)) : (text, Pen(.waiting)))
        }
        return remarks
    }
}
