import Availability
import Booking
import Screen

extension DeskView {
    /// What is about to be booked, and the sentence to read back to the caller.
    mutating func drawConfirmation(_ flow: Flow) {
        guard let plan = confirmationPlan(flow) else { return }
        let inside = drawPopup(plan.area, title: flow.moving == nil ? "Read back" : "Move")
        let shown = plan.lines.dropFirst(min(flow.marked, plan.hiddenLines)).prefix(plan.rows)
        for (index, line) in shown.enumerated() {
            screen.write(line.text, fitting: inside.line(index), Pen(line.role))
        }
        let last = inside.line(inside.rows - 1)
        write(confirmHint(flow), in: last)
        guard plan.hiddenLines > 0 else { return }
        let below = plan.hiddenLines - flow.marked
        let more = model.keyNames.more(below > 0 ? below : flow.marked, above: below <= 0)
        screen.write(more, rightIn: last, Pen(.waiting))
    }

    /// How many lines of what is read back have no room.
    var linesToReadFurther: Int { model.flow.flatMap { confirmationPlan($0) }?.hiddenLines ?? 0 }

    /// The lines of a confirmation, and where they stand.
    private struct ConfirmationPlan {
        var area: Rect
        var lines: [(text: String, role: Role)]
        /// Of them there is room for so many.
        var rows: Int

        var hiddenLines: Int { max(0, lines.count - rows) }
    }

    /// Beside what is held where there is room for all of it. Else it has the whole width, for the calendar is worth
    /// nothing now, and if that does not do the warnings go first, and what the sentence says, too, is left out.
    private func confirmationPlan(_ flow: Flow) -> ConfirmationPlan? {
        guard let sheet = model.sheet, let service = flow.service, let customer = flow.customer else { return nil }
        let widths = [layout.pane.column, screen.size.columns].map { min(76, $0) }
        var plan: ConfirmationPlan?
        for columns in widths {
            let spoken = lines(readBack(flow, sheet), .title, columns)
            let warnings = alsoBooked(flow, sheet).flatMap { lines($0.0, $0.1, columns) }
            let mail = customer.email == nil ? "no email: no mail is sent" : "a mail goes to \(customer.email ?? "")"
            let facts = [whoAndHow(customer), whatAndPrice(service, sheet)].map { (text: $0, role: Role.text) }
            let last = (text: mail, role: Role.dim)
            let air = (text: "", role: Role.text)
            let all = [air] + spoken + [air] + warnings + facts + [last, air]
            plan = confirmationPlan(all, columns)
            if plan?.hiddenLines == 0 { return plan }
            let needed = confirmationPlan(warnings + spoken + [last] + facts, columns)
            plan = needed
            plan?.lines.removeLast(min(facts.count, needed.hiddenLines))
        }
        return plan
    }

    private func confirmationPlan(_ lines: [(text: String, role: Role)], _ columns: Int) -> ConfirmationPlan {
        let top = layout.flowBar.endRow
        let isWhole = columns == screen.size.columns
        let most = layout.message.row - top
        let rows = isWhole ? most : min(lines.count + 3, most)
        let left = isWhole ? 0 : max(0, min(1, layout.pane.column - columns))
        let area = Rect(column: left, row: top, columns: columns, rows: rows)
        return ConfirmationPlan(area: area, lines: lines, rows: max(0, rows - 3))
    }

    private func lines(_ text: String, _ role: Role, _ columns: Int) -> [(text: String, role: Role)] {
        wrapped(text, columns: columns - 4).map { ($0, role) }
    }

    private func whoAndHow(_ customer: Customer) -> String {
        "\(customer.name)  \([customer.phone, customer.email].compactMap(\.self).joined(separator: " · "))"
    }

    private func whatAndPrice(_ service: Service, _ sheet: Sheet) -> String {
        let price = Money(minorUnits: service.price, currency: sheet.catalog.practice.currency)
        return "\(service.name) · \(service.times.duration) min · \(price)"
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
