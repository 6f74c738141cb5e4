import Booking
import Screen

extension DeskView {
    /// What is found stands under what is typed: the frame grows downwards with it, and stays where it is.
    private func findArea(_ find: Find) -> Rect {
        let most = centered(columns: 92, rows: screen.size.rows - 4)
        let lines = max(find.count, wordsOfNothing(find, columns: most.inside.columns).count)
        return most.splitAbove(rows: min(most.rows, lines == 0 ? 3 : lines + 4)).top
    }

    func shownLines(of find: Find) -> Range<Int> {
        window(count: find.count, marked: find.marked, rows: findArea(find).inside.rows - 2)
    }

    mutating func drawFind(_ find: Find) {
        let area = findArea(find)
        let inside = drawPopup(area, title: "Find")
        draw(find.field, hint: "any part of a name, phone, email, or a reference", in: inside.line(0))
        let list = inside.splitAbove(rows: 2).rest
        for (index, line) in wordsOfNothing(find, columns: list.columns).enumerated() {
            screen.write(line, fitting: list.line(index), Pen(.dim))
        }
        let shown = shownLines(of: find)
        tellMore(than: shown, of: find.count, in: area)
        let style = style(of: find.bookings, columns: list.columns - 2)
        for (line, index) in shown.enumerated() {
            let row = list.line(line)
            drawLine(index, marked: find.marked, in: row)
            drawNumber(index, isMarked: false, isLive: find.digitsPick, in: row)
            let rest = row.from(row.column + 2)
            if let found = find.customers[safe: index] {
                draw(found, find, in: rest)
            } else if let booking = find.bookings[safe: index - find.customers.count] {
                draw(booking, style, in: rest)
            }
        }
    }

    /// What stands where nothing is listed. Nothing is said to be nowhere before somebody has looked.
    private func wordsOfNothing(_ find: Find, columns: Int) -> [String] {
        guard find.count == 0, !find.field.isBlank else { return [] }
        if find.foundBy == find.field.trimmed { return ["Nothing found."] }
        guard case .reconnecting = model.link else { return ["Looking…"] }
        return wrapped("The database is away: it is looked for when that is back.", columns: columns)
    }

    private mutating func draw(_ found: FoundCustomer, _ find: Find, in row: Rect) {
        let contact = [found.customer.phone, found.customer.email].compactMap(\.self).joined(separator: " · ")
        let longest = find.customers.map { textWidth($0.customer.name) }.max() ?? 0
        let width = min(longest, 26, row.columns / 2 - 1)
        let name = Rect(column: row.column, row: row.row, columns: width, rows: row.rows)
        write(found.customer.name, matching: find.field.words, in: name, Pen(.title))
        let visits = row.columns < 80 ? visitCount(found.visits) : visitText(found)
        let middle = Rect(
            column: row.column + width + 2, row: row.row,
            columns: row.columns - width - 3 - textWidth(visits), rows: row.rows)
        write(contact, matching: find.field.words, in: middle, Pen(.text))
        screen.write(visits, rightIn: row, Pen(.dim))
    }
}

extension DeskView {
    /// How bookings that were found are written; when, who and with whom is said in any terminal. One list says it in one
    /// way: as much as all of it has room for, but for the service, which is left out where that has none.
    private struct BookingStyle {
        var hasReference = true
        var hasWholeNames = true
        var hasServices = true
    }

    private func style(of bookings: [Booking], columns: Int) -> BookingStyle {
        let styles = [
            BookingStyle(), BookingStyle(hasWholeNames: false), BookingStyle(hasWholeNames: false, hasServices: false),
        ]
        let fitting = styles.first { style in bookings.allSatisfy { width(of: $0, style) <= columns } }
        return BookingStyle(hasReference: fitting != nil, hasWholeNames: fitting?.hasWholeNames == true)
    }

    private func width(of booking: Booking, _ style: BookingStyle) -> Int {
        let (customer, others) = who(booking, style)
        return Self.width(beginning(booking, style)) + textWidth(customer + others)
    }

    /// `● K7M2QX  Tue 5 May 10:15   Jo Smith · Swedish 60 · Ana`; of a name what there is room for.
    private mutating func draw(_ booking: Booking, _ style: BookingStyle, in row: Rect) {
        var style = style
        style.hasServices = width(of: booking, style) <= row.columns
        let rest = row.from(write(beginning(booking, style), in: row))
        let (customer, others) = who(booking, style)
        let shown = customer.truncated(toColumns: rest.columns - textWidth(others))
        write([Segment(shown + others, Pen(.text))], in: rest)
    }

    private func beginning(_ booking: Booking, _ style: BookingStyle) -> [Segment] {
        let time = model.sheet?.clock.dayAndTime(booking.starts) ?? ""
        return [
            Segment("\(booking.status.glyph.character) ", Pen(booking.status.role)),
            Segment(style.hasReference ? "\(booking.reference)  " : "", Pen(.accent)),
            Segment(time.padded(toColumns: 16) + "  ", Pen(.text)),
        ]
    }

    /// The customer, and what comes behind: service and therapist.
    private func who(_ booking: Booking, _ style: BookingStyle) -> (customer: String, others: String) {
        let service = style.hasWholeNames ? booking.service.name : booking.service.shortName
        let therapist = style.hasWholeNames ? booking.therapist.name : booking.therapist.name.firstWord
        let others = (style.hasServices ? [service, therapist] : [therapist]).map { " · " + $0 }.joined()
        return (booking.customer?.name ?? "no customer yet", others)
    }
}
