import Availability
import Booking
import Screen

extension DeskView {
    /// What is about to be booked, and the sentence to read back to the caller.
    mutating func drawConfirmation(_ flow: Flow) {
        guard let sheet = model.sheet, let service = flow.service, let customer = flow.customer else { return }
        let columns = min(76, layout.pane.column)
        let spoken = wrapped(readBack(flow, sheet), columns: columns - 4)
        let contact = [customer.phone, customer.email].compactMap(\.self).joined(separator: " · ")
        let price = Money(minorUnits: service.price, currency: sheet.catalog.practice.currency).description
        let mail = customer.email == nil ? "no email: no mail is sent" : "a mail goes to \(customer.email ?? "")"
        let facts: [(String, Role)] = [
            ("\(customer.name)  \(contact)", .text),
            ("\(service.name) · \(service.times.duration) min · \(price)", .text),
            (mail, .dim),
        ]
        let inside = drawPopup(popup(at: 2, columns: columns, rows: spoken.count + 9), title: "Read back")
        // In a low terminal the facts give way: they are said in the sentence, too.
        let shown = facts.prefix(max(0, inside.rows - spoken.count - 3))
        for (index, line) in spoken.enumerated() { screen.write(line, fitting: inside.line(index + 1), Pen(.title)) }
        for (index, fact) in shown.enumerated() {
            screen.write(fact.0, fitting: inside.line(spoken.count + 2 + index), Pen(fact.1))
        }
        write(confirmHint(flow), in: inside.line(inside.rows - 1))
    }

    private func confirmHint(_ flow: Flow) -> [Segment] {
        if flow.hasExpired {
            return [
                Segment("Hold ran out. ", Pen(.urgent)), Segment("↵", Pen(.key)),
                Segment(" holds again", Pen(.text)),
            ]
        }
        if flow.confirming != nil || flow.confirmsWhenHeld { return [Segment("Confirming…", Pen(.waiting))] }
        if flow.isUnanswered {
            return [
                Segment("No answer. ", Pen(.failed)), Segment("↵", Pen(.key)), Segment(" asks again", Pen(.text)),
            ]
        }
        return [
            Segment("↵", Pen(.key)), Segment(" confirm   ", Pen(.text)), Segment("Esc", Pen(.key)),
            Segment(" back", Pen(.dim)),
        ]
    }

    /// The sentence needs the reference, and so the hold's answer.
    private func readBack(_ flow: Flow, _ sheet: Sheet) -> String {
        guard var booking = flow.held else { return "Holding the slot…" }
        booking.customer = flow.customer
        return "“\(booking.readBack(clock: sheet.clock, currency: sheet.catalog.practice.currency))”"
    }
}
