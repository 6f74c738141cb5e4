import Booking
import Screen

extension DeskView {
    /// Who it is, what to know of them, and their bookings.
    mutating func drawCustomer(_ card: CustomerCard) {
        if let form = card.form {
            let title = "Change \(card.file.found.customer.name)"
            let columns = centered(columns: 76, rows: 3).columns
            return draw(form, in: centered(columns: columns, rows: rows(of: form, columns: columns)), title: title)
        }
        let width = centered(columns: 84, rows: 3).columns
        let about = aboutLines(card, columns: width - 4)
        let bookings = card.file.bookings
        let wanted = about.count + max(1, bookings.count) + 3
        let inside = drawPopup(centered(columns: width, rows: wanted), title: "Customer")
        // The bookings are what is looked for: in a low terminal the notes give way.
        let shown = about.prefix(max(2, inside.rows - 1 - min(3, max(1, bookings.count))))
        for (index, line) in shown.enumerated() { write(line, in: inside.line(index)) }
        let list = inside.splitAbove(rows: shown.count + 1).rest
        if bookings.isEmpty {
            screen.write(card.isRead ? "No bookings yet." : "Reading the bookings…", fitting: list.line(0), Pen(.dim))
        }
        for (line, index) in window(count: bookings.count, marked: card.marked, rows: list.rows).enumerated() {
            drawLine(index, marked: card.marked, in: list.line(line))
            draw(bookings[index], in: list.line(line))
        }
    }

    private func aboutLines(_ card: CustomerCard, columns: Int) -> [[Segment]] {
        let customer = card.file.found.customer
        let visits = card.isRead || card.file.found.visits > 0 ? visitText(card.file.found) : ""
        let phone = Segment(customer.phone ?? "no phone", Pen(customer.phone == nil ? .dim : .text))
        let email = Segment(" · " + (customer.email ?? "no email: no mail is sent"), Pen(.dim))
        let notes = customer.notes.isEmpty ? [] : wrapped("“\(customer.notes)”", columns: columns, rows: 6)
        return [
            [Segment(customer.name, Pen(.title)), Segment("  " + visits, Pen(.dim))],
            [phone, email],
        ] + notes.map { [Segment($0, Pen(.text))] }
    }

    /// `● K7M2QX  Tue 5 May 10:15  Deep tissue 90 · Ana Ruiz · confirmed`; what is past is dim.
    private mutating func draw(_ booking: Booking, in row: Rect) {
        guard let sheet = model.sheet, let now = model.instant else { return }
        let ink: Role = booking.ends < now ? .dim : .text
        let state = booking.status.name
        let time = sheet.clock.dayAndTime(booking.starts)
        let pad = String(repeating: " ", count: max(0, 16 - textWidth(time)))
        write(
            [
                Segment("\(booking.status.glyph.character) ", Pen(booking.status.role)),
                Segment(booking.reference.description, Pen(.accent)),
                Segment("  \(time)\(pad)", Pen(ink)),
                Segment("  \(booking.service.shortName) · \(booking.therapist.name)", Pen(ink)),
            ], in: Rect(column: row.column, row: row.row, columns: row.columns - textWidth(state) - 1, rows: row.rows))
        screen.write(state, rightIn: row, Pen(booking.status.role))
    }

    /// The fields of a customer, the one that is typed in with its cursor.
    mutating func draw(_ form: CustomerForm, in area: Rect, title: String) {
        let inside = drawPopup(area, title: title)
        for part in CustomerForm.Part.allCases {
            let line = inside.line(part.rawValue + 1)
            screen.write(part.label, fitting: line, Pen(part == form.part ? .title : .dim))
            let field = line.from(line.column + 8)
            if part == form.part {
                draw(form.fields[part.rawValue], hint: part == .name ? "needed" : "may be empty", in: field)
            } else {
                screen.fill(field, .field)
                screen.write(form.fields[part.rawValue].text, fitting: field, Pen(.text))
            }
        }
        // At the lower edge, with an empty line above it where there is room.
        let lines = remark(on: form, columns: area.columns)
        let first = max(CustomerForm.Part.allCases.count + 1, inside.rows - max(1, lines.count))
        for (index, line) in lines.enumerated() {
            screen.write(line, fitting: inside.line(first + index), Pen(form.problem == nil ? .waiting : .failed))
        }
    }

    /// What keeps the form from being sent, or that it was, within a frame of so many columns.
    private func remark(on form: CustomerForm, columns: Int) -> [String] {
        wrapped(form.problem ?? (form.isSent ? "Saving…" : ""), columns: columns - 4, rows: 4)
    }

    /// How many rows a form needs with its frame.
    func rows(of form: CustomerForm, columns: Int) -> Int {
        CustomerForm.Part.allCases.count + 4 + max(1, remark(on: form, columns: columns).count)
    }
}
