import Availability
import Booking
import Screen

extension DeskView {
    /// What lies on top.
    mutating func drawOverlay() {
        switch model.overlays.last {
        case .holds(let marked): drawHolds(marked)
        case .goTo(let field): drawGoTo(field)
        case .find(let find): drawFind(find)
        case .reason(let booking, let field): drawReason(booking, field)
        case .card(let booking): drawCard(booking)
        case .mail(let log): drawMail(log)
        case .themes(let marked): drawThemes(marked)
        case .why(let answer): draw(answer)
        case .help(let place, let scrolled): drawHelp(place, scrolled)
        case .flow, nil: break
        }
    }

    private mutating func drawHolds(_ marked: Int) {
        guard let sheet = model.sheet else { return }
        let holds = sheet.holds(at: model.now)
        let inside = drawPopup(centered(columns: 84, rows: max(1, holds.count) + 2), title: "Holds of all desks")
        if holds.isEmpty { screen.write("Nothing is held.", fitting: inside.line(0), Pen(.dim)) }
        for (line, index) in window(count: holds.count, marked: marked, rows: inside.rows).enumerated() {
            let row = inside.line(line)
            if index == marked { screen.fill(row, .current) }
            let hold = holds[index]
            let left = sheet.millisecondsLeft(of: hold, at: model.now) ?? 0
            let owner = model.isOwn(hold) ? "you" : "\(hold.madeBy.staff) · \(hold.madeBy.terminal)"
            let who = hold.customer.map { " · " + $0.name } ?? ""
            let what = "\(hold.service.name) · \(hold.therapist.name.firstWord) · \(hold.room.name)\(who)"
            write(
                [
                    Segment(countdown(milliseconds: left), Pen(left < 120_000 ? .urgent : .hold)),
                    Segment("  \(hold.reference.spelled)  ", Pen(.accent)),
                    Segment(sheet.weekdayAndTime(hold.starts) + "  ", Pen(.text)), Segment(what, Pen(.text)),
                ], in: Rect(column: row.column, row: row.row, columns: row.columns - textWidth(owner) - 1, rows: 1))
            screen.write(owner, rightIn: row, Pen(model.isOwn(hold) ? .title : .dim))
        }
    }

    private mutating func drawGoTo(_ field: TextField) {
        let inside = drawPopup(centered(columns: 46, rows: 5), title: "Go to")
        draw(field, hint: "tue, +3, 12, 5/12, 2026-05-12", in: inside.line(0))
        let typed = TypedDate(field.text, today: model.today)
        let text = typed.map { "\($0.date.text) · \($0.date.text(relativeTo: model.today))" }
        screen.write(text ?? "", fitting: inside.line(2), Pen(.text))
    }

    private mutating func drawReason(_ booking: Booking, _ field: TextField) {
        let inside = drawPopup(centered(columns: 60, rows: 7), title: "Cancel \(booking.reference.spelled)?")
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
        let inside = drawPopup(centered(columns: 64, rows: 24), title: "Booking")
        drawCard(current, sheet, in: inside, details: details)
    }

    private mutating func drawThemes(_ marked: Int) {
        let inside = drawPopup(centered(columns: 34, rows: model.themes.count + 2), title: "Theme")
        for (line, index) in window(count: model.themes.count, marked: marked, rows: inside.rows).enumerated() {
            let row = inside.line(line)
            if index == marked { screen.fill(row, .current) }
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
        let places = [place] + Place.allCases.filter { $0 != place && $0 != .help }
        var lines: [[Segment]] = []
        for place in places {
            lines += [[Segment(place.title, Pen(.title))]]
            lines += KeyMap.bindings(in: place).map { binding in
                let pad = String(repeating: " ", count: max(1, 7 - textWidth(binding.label)))
                return [Segment(" \(binding.label)\(pad)", Pen(.key)), Segment(binding.help, Pen(.text))]
            }
            lines.append([])
        }
        let inside = drawPopup(centered(columns: 84, rows: lines.count + 2), title: "Keys")
        let first = min(scrolled, max(0, lines.count - inside.rows))
        for (index, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
            write(line, in: inside.line(index))
        }
    }

    private mutating func drawFind(_ find: Find) {
        let inside = drawPopup(centered(columns: 92, rows: screen.size.rows - 4), title: "Find")
        draw(find.field, hint: "any part of a name, phone, email, or a reference", in: inside.line(0))
        let list = Rect(column: inside.column, row: inside.row + 2, columns: inside.columns, rows: inside.rows - 2)
        if find.count == 0, !find.field.isBlank {
            screen.write("Nothing found.", fitting: list.line(0), Pen(.dim))
        }
        for (line, index) in window(count: find.count, marked: find.marked, rows: list.rows).enumerated() {
            let row = list.line(line)
            if index == find.marked { screen.fill(row, .current) }
            if find.field.text.contains(where: \.isLetter) { drawNumber(index, in: row) }
            draw(find, index, in: row.from(row.column + 2))
        }
    }

    private mutating func draw(_ find: Find, _ index: Int, in row: Rect) {
        if let found = find.customers[safe: index] {
            let contact = [found.customer.phone, found.customer.email].compactMap(\.self).joined(separator: " · ")
            let name = Rect(column: row.column, row: row.row, columns: 26, rows: row.rows)
            write(found.customer.name, matching: find.field.words, in: name, Pen(.title))
            let visits = visitText(found)
            let middle = Rect(
                column: row.column + 27, row: row.row, columns: row.columns - 28 - textWidth(visits), rows: row.rows)
            write(contact, matching: find.field.words, in: middle, Pen(.text))
            screen.write(visits, rightIn: row, Pen(.dim))
        } else if let booking = find.bookings[safe: index - find.customers.count], let sheet = model.sheet {
            let date = sheet.zone.localDateTime(at: booking.starts).date
            let time = "\(date.text) \(sheet.clock.time(booking.starts))"
            write(
                [
                    Segment("\(booking.status.glyph.character) ", Pen(booking.status.role)),
                    Segment(booking.reference.spelled, Pen(.accent)), Segment("  \(time)  ", Pen(.text)),
                    Segment(
                        "\(booking.customer?.name ?? "") · \(booking.service.name) · \(booking.therapist.name)",
                        Pen(.text)),
                ], in: row)
        }
    }
}
