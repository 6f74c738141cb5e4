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
        let (area, lines, about) = parts(of: card)
        let inside = drawPopup(area, title: "Customer")
        let first = min(card.scrolled, lines.count - about.rows)
        for index in 0..<about.rows { write(lines[first + index], in: about.line(index)) }
        tellMore(above: true, first, in: area.line(0).inset(columns: 2))
        let between = inside.line(about.rows)
        let hidden = lines.count - first - about.rows
        if hidden > 0 { screen.write("… \(hidden) lines more: PgDn", fitting: between, Pen(.dim)) }
        let list = inside.splitAbove(rows: about.rows + 1).rest
        let shown = drawBookings(of: card, in: list)
        tellMore(above: true, shown.lowerBound, in: between)
        let below = card.file.bookings.count - shown.upperBound
        tellMore(above: false, below, in: area.line(area.rows - 1).inset(columns: 2))
    }

    /// - Returns: those that there is room for.
    private mutating func drawBookings(of card: CustomerCard, in list: Rect) -> Range<Int> {
        let bookings = card.file.bookings
        if bookings.isEmpty {
            screen.write(card.isRead ? "No bookings yet." : "Reading the bookings…", fitting: list.line(0), Pen(.dim))
        }
        let shown = window(count: bookings.count, marked: card.marked, rows: list.rows)
        for (line, index) in shown.enumerated() {
            drawLine(index, marked: card.marked, in: list.line(line))
            draw(bookings[index], in: list.line(line))
        }
        return shown
    }

    /// The frame, what is said about the customer, and where; below that are an empty line and the bookings.
    private func parts(of card: CustomerCard) -> (area: Rect, lines: [[Segment]], about: Rect) {
        let width = centered(columns: 84, rows: 3).columns
        let lines = aboutLines(card, columns: width - 4)
        let count = max(1, card.file.bookings.count)
        let area = centered(columns: width, rows: lines.count + count + 3)
        let inside = area.inside
        // The bookings are what is looked for: some of them are always seen.
        let most = max(2, inside.rows - 1 - min(count, max(3, inside.rows / 3)))
        return (area, lines, inside.splitAbove(rows: min(lines.count, most)).top)
    }

    /// How many lines a key goes on in what is said about a customer, and the first line of its last page.
    func reading(of card: CustomerCard) -> (page: Int, last: Int) {
        guard card.form == nil else { return (1, 0) }
        let (_, lines, about) = parts(of: card)
        return (max(1, about.rows - 1), lines.count - about.rows)
    }

    private func aboutLines(_ card: CustomerCard, columns: Int) -> [[Segment]] {
        let customer = card.file.found.customer
        let visits = card.isRead || card.file.found.visits > 0 ? visitText(card.file.found) : ""
        let phone = Segment(customer.phone ?? "no phone", Pen(customer.phone == nil ? .dim : .text))
        let email = Segment(customer.email ?? "no email: no mail is sent", Pen(.dim))
        let dot = Segment(" · ", Pen(.dim))
        let fits = phone.width + dot.width + email.width <= columns
        let notes = customer.notes.isEmpty ? [] : wrapped("“\(customer.notes)”", columns: columns)
        return [[Segment(customer.name, Pen(.title)), Segment("  " + visits, Pen(.dim))]]
            + (fits ? [[phone, dot, email]] : [[phone], [email]])
            + notes.map { [Segment($0, Pen(.text))] }
    }

    /// `● K7M2QX  Tue 5 May 10:15  Deep tissue 90 · Ana Ruiz · confirmed`; what is past is dim.
    private mutating func draw(_ booking: Booking, in row: Rect) {
        guard let sheet = model.sheet, let now = model.instant else { return }
        let ink: Role = booking.ends < now ? .dim : .text
        let time = sheet.clock.dayAndTime(booking.starts).padded(toColumns: 16)
        let beginning = [
            Segment("\(booking.status.glyph.character) ", Pen(booking.status.role)),
            Segment(booking.reference.description, Pen(.accent)),
            Segment("  \(time)  ", Pen(ink)),
        ]
        let (whole, short) = (booking.therapist.name, booking.therapist.name.firstWord)
        // Where there is little room the sign alone says how it stands.
        let choices = [(whole, booking.status.name), (short, booking.status.name), (short, "")]
        let room = row.columns - Self.width(beginning)
        let chosen = choices.first { name, state in
            textWidth("\(booking.service.shortName) · \(name) \(state)") <= room
        }
        let (name, state) = chosen ?? choices[2]
        let what = Segment("\(booking.service.shortName) · \(name)", Pen(ink))
        write(beginning + [what], in: row)
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
        let isBad = form.problem != nil || form.known != nil || !form.contested.isEmpty
        for (index, line) in lines.enumerated() {
            screen.write(line, fitting: inside.line(first + index), Pen(isBad ? .failed : .waiting))
        }
    }

    /// What keeps the form from being sent, or that it was, within a frame of so many columns.
    private func remark(on form: CustomerForm, columns: Int) -> [String] {
        if form.problem == nil, !form.isSent, !form.contested.isEmpty { return contest(of: form, columns: columns - 4) }
        let text = form.problem ?? (form.isSent ? "Saving…" : form.known.map(remark(onKnown:)) ?? "")
        return wrapped(text, columns: columns - 4, rows: 4)
    }

    private func remark(onKnown customer: Customer) -> String {
        let phone = customer.phone.map { ", \($0)" } ?? ""
        return "\(customer.email ?? "") is the email of \(customer.name)\(phone). Enter books for \(customer.name); "
            + "else change the email."
    }

    /// What somebody else has made of the fields that are changed here: theirs below what was typed.
    private func contest(of form: CustomerForm, columns: Int) -> [String] {
        guard let theirs = form.original else { return [] }
        let rows = form.contested.count > 1 ? 1 : 3
        let lines = form.contested.flatMap { part in
            let text = part.text(of: theirs)
            let now = text.isEmpty ? "nothing" : "“\(text)”"
            return wrapped("\(part.label) now, by somebody else: \(now)", columns: columns, rows: rows)
        }
        return lines + [""] + wrapped("Enter saves yours instead, ^T takes theirs.", columns: columns, rows: 1)
    }

    /// How many rows a form needs with its frame.
    func rows(of form: CustomerForm, columns: Int) -> Int {
        CustomerForm.Part.allCases.count + 4 + max(1, remark(on: form, columns: columns).count)
    }
}
