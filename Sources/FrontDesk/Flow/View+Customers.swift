import Availability
import Booking
import Screen

extension DeskView {
    /// The customers who were found: two lines each, so that two of one name are told apart, and the one whom Enter
    /// takes named once more below.
    mutating func drawCustomers(_ flow: Flow, at column: Int) {
        let found = flow.found
        let inside = drawPopup(customerArea(flow, at: column), title: "")
        let last = inside.line(inside.rows - 1)
        for (index, line) in wordsOfNobody(flow, columns: inside.columns).enumerated() {
            screen.write(line, fitting: inside.line(index), Pen(.dim))
        }
        if found.isEmpty, flow.customerField.isBlank { return }
        for (place, index) in shownCustomers(flow).enumerated() {
            draw(found[index], index, flow, inside.line(place * 2), inside.line(place * 2 + 1))
        }
        write(customerHint(flow, columns: last.columns), in: last)
    }

    /// What stands where nobody is listed.
    private func wordsOfNobody(_ flow: Flow, columns: Int) -> [String] {
        guard flow.found.isEmpty else { return [] }
        if flow.customerField.isBlank {
            return wrapped("Type any part of a name, phone or email.", columns: columns, rows: 2)
        }
        guard flow.isFound else { return [] }
        return wrapped("Nobody is found by “\(flow.customerField.trimmed)”.", columns: columns, rows: 3)
    }

    /// What Enter does here, and how somebody new is made.
    private func customerHint(_ flow: Flow, columns: Int) -> [Segment] {
        let new = Target.command(.newCustomer)
        let typed = flow.customerField.trimmed
        guard let marked = flow.found[safe: flow.marked]?.customer else {
            guard flow.isFound else { return [Segment("Looking…", Pen(.waiting))] }
            return [
                key("↵", target: new), Segment(" new customer “\(typed)”", Pen(.dim), target: new),
            ]
        }
        if flow.takesWhenFound { return [Segment("Looking…", Pen(.waiting))] }
        let isNarrow = columns < 44
        let more = flow.found.count < FoundCustomer.most ? "" : "+"
        let count = flow.found.count > 1 && !isNarrow ? "\(flow.found.count)\(more) found  " : ""
        let verb = isNarrow ? " " : " takes "
        let makeNew = [
            Segment("   ", Pen(.dim)), Segment("^N", Pen(.key), target: new), Segment(" new", Pen(.dim), target: new),
        ]
        let take = key("↵", target: .command(.take))
        let room = columns - textWidth(count + verb) - take.width - Self.width(makeNew)
        let whole = [marked.name, marked.phone].compactMap(\.self).joined(separator: " · ")
        let who = textWidth(whole) <= room ? whole : marked.name.truncated(toColumns: room)
        return [
            Segment(count, Pen(.waiting)), take,
            Segment(verb, Pen(.dim), target: .command(.take)), Segment(who, Pen(.text), target: .command(.take)),
        ] + makeNew
    }

    private func customerArea(_ flow: Flow, at column: Int) -> Rect {
        let columns = popup(at: column, columns: screen.size.columns < 110 ? 58 : 66, rows: 3).columns
        let words = max(1, wordsOfNobody(flow, columns: columns - 4).count)
        let rows = flow.found.isEmpty ? words + (flow.customerField.isBlank ? 2 : 4) : flow.found.count * 2 + 3
        return popup(at: column, columns: columns, rows: rows)
    }

    /// Those of the found customers that there is room for.
    func shownCustomers(_ flow: Flow) -> Range<Int> {
        let rows = customerArea(flow, at: 0).inside.rows - 1
        return window(count: flow.found.count, marked: flow.marked, rows: rows / 2)
    }

    private mutating func draw(_ found: FoundCustomer, _ index: Int, _ flow: Flow, _ first: Rect, _ second: Rect) {
        for line in [first, second] { drawLine(index, marked: flow.marked, in: line) }
        drawNumber(index, isMarked: index == flow.marked, isLive: flow.digitsPickCustomers, in: first)
        let words = flow.customerField.words
        let customer = found.customer
        let isWide = first.columns >= 46
        let left = isWide ? 30 : first.columns - 2
        let name = Rect(column: first.column + 2, row: first.row, columns: left, rows: first.rows)
        write(customer.name, matching: words, in: name, Pen(.title))
        let below = Rect(column: second.column + 2, row: second.row, columns: left, rows: second.rows)
        guard isWide else {
            write(customer.phone ?? customer.email ?? "no email", matching: words, in: below, Pen(.dim))
            return
        }
        write(customer.phone ?? "", matching: words, in: first.from(first.column + 33), Pen(.text))
        write(customer.email ?? "no email", matching: words, in: second.from(second.column + 33), Pen(.dim))
        let visits = visitText(found)
        screen.write(
            textWidth(visits) <= left ? visits : visitText(found, namesTherapist: false), fitting: below, Pen(.dim))
    }

    /// `7 visits · last Mon 4 May Ana`.
    func visitText(_ found: FoundCustomer, namesTherapist: Bool = true) -> String {
        guard let last = found.last, let sheet = model.sheet else {
            return visitCount(found.visits)
        }
        let date = sheet.clock.day(of: last.starts)
        let name = namesTherapist ? " \(last.therapist.name.firstWord)" : ""
        return "\(visitCount(found.visits)) · last \(date)\(name)"
    }
}
