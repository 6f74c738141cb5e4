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
        let facts: [(String, Role)] =
            alsoBooked(flow, sheet) + [
                ("\(customer.name)  \(contact)", .text),
                ("\(service.name) · \(service.times.duration) min · \(price)", .text),
                (mail, .dim),
            ]
        let area = popup(at: 2, columns: columns, rows: spoken.count + facts.count + 6)
        let inside = drawPopup(area, title: flow.moving == nil ? "Read back" : "Move")
        // In a low terminal the facts give way: they are said in the sentence, too.
        let shown = facts.prefix(max(0, inside.rows - spoken.count - 3))
        for (index, line) in spoken.enumerated() { screen.write(line, fitting: inside.line(index + 1), Pen(.title)) }
        for (index, fact) in shown.enumerated() {
            screen.write(fact.0, fitting: inside.line(spoken.count + 2 + index), Pen(fact.1))
        }
        write(confirmHint(flow), in: inside.line(inside.rows - 1))
    }

    /// What the customer has at that time already, or else on that day: nobody comes to two therapists at once.
    private func alsoBooked(_ flow: Flow, _ sheet: Sheet) -> [(String, Role)] {
        guard let customer = flow.customer,
            let slot = flow.taking.map({ Interval($0.start, $0.end) })
                ?? flow.held.map({ Interval($0.starts, $0.ends) })
        else { return [] }
        let day = sheet.zone.day(sheet.zone.localDateTime(at: slot.start).date)
        let others = sheet.bookings.filter { booking in
            booking.customer?.id == customer.id && booking.status.occupies && booking.id != flow.held?.id
                && booking.id != flow.moving?.id && day.contains(booking.starts)
        }
        return others.prefix(2).map { booking in
            let isClash = Interval(booking.starts, booking.ends).overlaps(slot)
            let with =
                "\(sheet.clock.time(booking.starts)) \(booking.therapist.name.firstWord), \(booking.service.shortName)"
            return isClash ? ("At that time already: \(with)", .conflict) : ("That day, too: \(with)", .waiting)
        }
    }

    private func confirmHint(_ flow: Flow) -> [Segment] {
        if flow.moving != nil {
            if flow.ticket != nil { return [Segment("Moving…", Pen(.waiting))] }
            return [
                key("↵"), Segment(" move it   ", Pen(.text)), Segment("Esc", Pen(.key)),
                Segment(" another slot", Pen(.dim)),
            ]
        }
        if flow.hasExpired {
            return [
                Segment(flow.wasCancelled ? "Hold was cancelled. " : "Hold ran out. ", Pen(.urgent)),
                key("↵"),
                Segment(" holds again", Pen(.text)),
            ]
        }
        if flow.confirming != nil || flow.confirmsWhenHeld { return [Segment("Confirming…", Pen(.waiting))] }
        if flow.isUnanswered {
            return [
                Segment("No answer. ", Pen(.failed)), key("↵"), Segment(" asks again", Pen(.text)),
            ]
        }
        return [
            key("↵"), Segment(" confirm   ", Pen(.text)), Segment("Esc", Pen(.key)),
            Segment(" back", Pen(.dim)),
        ]
    }

    /// The sentence needs the reference, and so the hold's answer.
    private func readBack(_ flow: Flow, _ sheet: Sheet) -> String {
        if let before = flow.moving, let slot = flow.taking {
            let room = sheet.catalog.room(slot.room)?.name ?? before.room.name
            let therapist = sheet.catalog.therapist(slot.therapist)?.name ?? before.therapist.name
            return "From \(sheet.clock.dayAndTime(before.starts)) with \(before.therapist.name) in \(before.room.name) "
                + "to \(sheet.clock.dayAndTime(slot.start)) with \(therapist) in \(room)."
        }
        guard var booking = flow.held, flow.taking == nil else { return "Holding the slot…" }
        booking.customer = flow.customer
        return "“\(booking.readBack(clock: sheet.clock, currency: sheet.catalog.practice.currency))”"
    }
}
