import Availability
import Booking
import Screen

extension DeskView {
    /// What lies on top.
    mutating func drawOverlay() {
        switch model.overlays.last {
        case .holds(let list): draw(list)
        case .goTo(let field): drawGoTo(field)
        case .find(let find): drawFind(find)
        case .reason(let booking, let field): drawReason(booking, field)
        case .card(let booking, let scrolled): draw(cardSheet(booking), from: scrolled)
        case .customer(let card): drawCustomer(card)
        case .mail(let log): drawMail(log)
        case .themes(let marked): drawThemes(marked)
        case .why(let answer, let scrolled): draw(sheet(of: answer), from: scrolled)
        case .help(let place, let scrolled): draw(helpSheet(place), from: scrolled)
        case .flow, nil: break
        }
    }

    private mutating func drawGoTo(_ field: TextField) {
        let inside = drawPopup(centered(columns: 46, rows: 5), title: "Go to")
        draw(field, hint: TypedDate.forms, in: inside.line(0))
        let typed = TypedDate(field.text, today: model.today)
        if let date = typed?.date {
            screen.write("\(date.text) · \(date.text(relativeTo: model.today))", fitting: inside.line(2), Pen(.text))
        } else if !field.isBlank {
            screen.write(TypedDate.forms, fitting: inside.line(2), Pen(.waiting))
        }
    }

    private mutating func drawReason(_ booking: Booking, _ field: TextField) {
        let inside = drawPopup(centered(columns: 60, rows: 7), title: "Cancel \(booking.reference)?")
        screen.write(model.summary(of: booking), fitting: inside.line(0), Pen(.title))
        screen.write("\(booking.service.name) · \(booking.therapist.name)", fitting: inside.line(1), Pen(.text))
        draw(field, hint: "why (may be empty)", in: inside.line(3))
        write(
            [
                Segment("↵", Pen(.key)), Segment(" cancel the booking   ", Pen(.text)), Segment("Esc", Pen(.key)),
                Segment(" keep it", Pen(.dim)),
            ], in: inside.line(4))
    }

    private mutating func drawThemes(_ marked: Int) {
        let area = centered(columns: 34, rows: model.themes.count + 2)
        let inside = drawPopup(area, title: "Theme")
        let shown = window(count: model.themes.count, marked: marked, rows: inside.rows)
        tellMore(than: shown, of: model.themes.count, in: area)
        for (line, index) in shown.enumerated() {
            let row = inside.line(line)
            drawLine(index, marked: marked, in: row)
            screen.write(model.themes[index], fitting: row, Pen(index == marked ? .title : .text))
        }
    }

    private var findArea: Rect { centered(columns: 92, rows: screen.size.rows - 4) }

    func shownLines(of find: Find) -> Range<Int> {
        window(count: find.count, marked: find.marked, rows: findArea.inside.rows - 2)
    }

    private mutating func drawFind(_ find: Find) {
        let inside = drawPopup(findArea, title: "Find")
        draw(find.field, hint: "any part of a name, phone, email, or a reference", in: inside.line(0))
        let list = Rect(column: inside.column, row: inside.row + 2, columns: inside.columns, rows: inside.rows - 2)
        if find.count == 0, !find.field.isBlank {
            for (index, line) in wrapped(wordsOfNothing(find), columns: list.columns).enumerated() {
                screen.write(line, fitting: list.line(index), Pen(.dim))
            }
        }
        let shown = shownLines(of: find)
        tellMore(than: shown, of: find.count, in: findArea)
        for (line, index) in shown.enumerated() {
            let row = list.line(line)
            drawLine(index, marked: find.marked, in: row)
            drawNumber(index, isMarked: false, isLive: find.digitsPick, in: row)
            draw(find, index, in: row.from(row.column + 2))
        }
    }

    /// Nothing is said to be nowhere before somebody has looked.
    private func wordsOfNothing(_ find: Find) -> String {
        if find.foundBy == find.field.trimmed { return "Nothing found." }
        if case .reconnecting = model.link { return "The database is away: it is looked for when that is back." }
        return "Looking…"
    }

    private mutating func draw(_ find: Find, _ index: Int, in row: Rect) {
        if let found = find.customers[safe: index] {
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
        } else if let booking = find.bookings[safe: index - find.customers.count], let sheet = model.sheet {
            let time = sheet.clock.dayAndTime(booking.starts).padded(toColumns: 16)
            let beginning = [
                Segment("\(booking.status.glyph.character) ", Pen(booking.status.role)),
                Segment(booking.reference.description, Pen(.accent)), Segment("  \(time)  ", Pen(.text)),
            ]
            let room = row.columns - Self.width(beginning)
            // One list says it in one way: in whole where all of it has room.
            let isWhole = find.bookings.allSatisfy { textWidth(whoAndWhat($0, isWhole: true)) <= room }
            write(beginning + [Segment(whoAndWhat(booking, isWhole: isWhole), Pen(.text))], in: row)
        }
    }

    /// Customer, service and therapist.
    private func whoAndWhat(_ booking: Booking, isWhole: Bool) -> String {
        let (service, therapist) = (booking.service, booking.therapist.name)
        let name = booking.customer?.name ?? "no customer yet"
        return isWhole
            ? "\(name) · \(service.name) · \(therapist)" : "\(name) · \(service.shortName) · \(therapist.firstWord)"
    }
}
