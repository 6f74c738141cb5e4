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
        case .card(let booking): drawCard(booking)
        case .customer(let card): drawCustomer(card)
        case .mail(let log): drawMail(log)
        case .themes(let marked): drawThemes(marked)
        case .why(let answer): draw(answer)
        case .help(let place, let scrolled): drawHelp(place, scrolled)
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

    private mutating func drawCard(_ booking: Booking) {
        guard let sheet = model.sheet else { return }
        let current = sheet.booking(booking.id) ?? booking
        let details = model.details?.reference == current.reference ? model.details : nil
        let columns = centered(columns: 64, rows: 3).columns
        let lines = cardLines(current, sheet, details: details, columns: columns - 4)
        let inside = drawPopup(centered(columns: columns, rows: lines.count + 2), title: "Booking")
        for (index, line) in Self.fit(lines, into: inside.rows).enumerated() { write(line, in: inside.line(index)) }
    }

    /// Lines for so many rows: where they are too many the empty ones go first, the last of them leading, and then the
    /// last of the others, for which a line says how many they are.
    private static func fit(_ lines: [[Segment]], into rows: Int) -> [[Segment]] {
        var lines = lines
        while lines.count > rows, let empty = lines.lastIndex(where: \.isEmpty) { lines.remove(at: empty) }
        guard lines.count > rows, rows > 0 else { return Array(lines.prefix(max(0, rows))) }
        let count = lines.count - rows + 1
        return lines.prefix(rows - 1) + [[Segment("… \(count) lines more in a larger window", Pen(.dim))]]
    }

    private mutating func drawThemes(_ marked: Int) {
        let inside = drawPopup(centered(columns: 34, rows: model.themes.count + 2), title: "Theme")
        for (line, index) in window(count: model.themes.count, marked: marked, rows: inside.rows).enumerated() {
            let row = inside.line(line)
            drawLine(index, marked: marked, in: row)
            screen.write(model.themes[index], fitting: row, Pen(index == marked ? .title : .text))
        }
    }

    private mutating func draw(_ answer: WhyNot) {
        let columns = min(60, screen.size.columns - 8)
        let text = answer.lines.isEmpty ? ["Nothing is against it: it can be booked."] : answer.lines
        let lines = text.flatMap { wrapped($0, columns: columns - 4) }
        let inside = drawPopup(centered(columns: columns, rows: lines.count + 2), title: answer.title)
        let ink: Role = answer.lines.isEmpty ? .done : .text
        for (index, line) in lines.enumerated() { screen.write(line, fitting: inside.line(index), Pen(ink)) }
    }

    /// Every key, first those of the place where the help was asked for.
    private mutating func drawHelp(_ place: Place, _ scrolled: Int) {
        let lines = helpLines(place)
        let area = helpArea(lines)
        let inside = drawPopup(area, title: "Keys")
        let first = min(scrolled, max(0, lines.count - inside.rows))
        for (index, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
            write(line, in: inside.line(index))
        }
        let below = lines.count - first - inside.rows
        guard below > 0, !inside.isEmpty else { return }
        let edge = Rect(column: area.column + 2, row: inside.endRow, columns: area.columns - 4, rows: 1)
        screen.write(" \(Glyph.down.character) \(below) more ", rightIn: edge, Pen(.key))
    }

    /// How far the help can be scrolled.
    func lastLineOfHelp(_ place: Place) -> Int {
        let lines = helpLines(place)
        return max(0, lines.count - max(0, helpArea(lines).rows - 2))
    }

    private static let helpColumns = 84

    private func helpArea(_ lines: [[Segment]]) -> Rect {
        centered(columns: Self.helpColumns, rows: lines.count + 2)
    }

    private func helpLines(_ place: Place) -> [[Segment]] {
        let columns = centered(columns: Self.helpColumns, rows: 3).columns - 12
        let places = [place] + Place.allCases.filter { $0 != place && $0 != .help }
        return places.enumerated().flatMap { index, place -> [[Segment]] in
            let keys = KeyMap.bindings(in: place).flatMap { lines(of: $0, columns: columns) }
            return (index == 0 ? [] : [[]]) + [[Segment(place.title, Pen(.title))]] + keys
        }
    }

    private func lines(of binding: Binding, columns: Int) -> [[Segment]] {
        wrapped(binding.help, columns: columns).enumerated().map { index, line in
            let label = index == 0 ? " " + binding.label : ""
            let pad = String(repeating: " ", count: max(1, 8 - textWidth(label)))
            return [Segment(label + pad, Pen(.key)), Segment(line, Pen(.text))]
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
            screen.write(wordsOfNothing(find), fitting: list.line(0), Pen(.dim))
        }
        for (line, index) in shownLines(of: find).enumerated() {
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
            let time = sheet.clock.dayAndTime(booking.starts)
            let pad = String(repeating: " ", count: max(0, 16 - textWidth(time)))
            let beginning = [
                Segment("\(booking.status.glyph.character) ", Pen(booking.status.role)),
                Segment(booking.reference.description, Pen(.accent)), Segment("  \(time)\(pad)  ", Pen(.text)),
            ]
            let room = row.columns - Self.width(beginning)
            write(beginning + [Segment(whoAndWhat(booking, columns: room), Pen(.text))], in: row)
        }
    }

    /// Customer, service and therapist; shorter where that would not fit.
    private func whoAndWhat(_ booking: Booking, columns: Int) -> String {
        let name = booking.customer?.name ?? "no customer yet"
        let whole = "\(name) · \(booking.service.name) · \(booking.therapist.name)"
        if textWidth(whole) <= columns { return whole }
        return "\(name) · \(booking.service.shortName) · \(booking.therapist.name.firstWord)"
    }
}
