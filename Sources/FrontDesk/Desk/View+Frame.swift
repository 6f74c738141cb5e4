import Availability
import Booking
import Screen

extension DeskView {
    /// The top line: which day, how it is arranged; connection, mail, who and when.
    mutating func drawBar() {
        screen.fill(layout.bar, .bar)
        let (left, right) = (leftOfBar(), rightOfBar())
        let cut = Self.cut(left + right, into: layout.bar.columns)
        let kept = right.filter { $0.rank < cut }
        let end = write(left.filter { $0.rank < cut }, in: layout.bar)
        write(kept, in: layout.bar.from(max(end, layout.bar.endColumn - Self.width(kept))))
    }

    private func leftOfBar() -> [Segment] {
        let brand = model.sheet?.catalog.practice.brand ?? "TouchBase"
        let dim = Pen(.dim)
        let arrangement = model.day.arrangement
        let week = if case .week = arrangement { true } else { false }
        let title = { (isOn: Bool) in Pen(isOn ? .title : .dim) }
        return [
            Segment(" ", dim), Segment(brand.truncated(toColumns: 20), Pen(.accent), rank: 8),
            Segment("  ", dim, rank: 8),
            Segment("‹ ", dim), Segment(model.day.date.text, Pen(.title)), Segment(" ›", dim),
            Segment("  " + model.day.date.text(relativeTo: model.today), dim, rank: 6),
            Segment("   Therapists", title(arrangement == .therapists), rank: 7),
            Segment(" Rooms", title(arrangement == .rooms), rank: 7), Segment(" Week", title(week), rank: 7),
        ]
    }

    private func rightOfBar() -> [Segment] {
        var segments = linkSegments() + mailSegments()
        let desk = model.desk
        segments.append(Segment("  \(desk.staff) · \(desk.terminal)".truncated(toColumns: 24), Pen(.dim), rank: 9))
        if let sheet = model.sheet, let instant = model.instant {
            let zone = sheet.zone.offset(at: instant).abbreviation
            segments.append(Segment("   " + sheet.clock.time(instant), Pen(.title)))
            segments.append(Segment(" " + zone, Pen(.dim), rank: 5))
        }
        segments.append(Segment(" ", Pen(.dim)))
        return segments
    }

    private func linkSegments() -> [Segment] {
        switch model.link {
        case .live: [Segment("  \(Glyph.confirmed.character) live", Pen(.live))]
        case .reconnecting(let attempt):
            [
                Segment("  \(Glyph.warning.character) reconnecting", Pen(.stale)),
                Segment(" (\(attempt))", Pen(.stale), rank: 10),
            ]
        case .readOnly: [Segment("  \(Glyph.warning.character) read-only", Pen(.stale))]
        }
    }

    private func mailSegments() -> [Segment] {
        let mail = model.mail
        if mail.hasNewFailures {
            return [Segment("  \(Glyph.mail.character) \(mail.failed) failed", Pen(.failed))]
        }
        return mail.queued > 0 ? [Segment("  \(Glyph.mail.character) \(mail.queued)", Pen(.waiting))] : []
    }

    /// The line above the footer: what was done last, or what is under the cursor where there is no pane.
    mutating func drawMessage() {
        let line = layout.message
        screen.fill(line, .text)
        if model.link != .live {
            screen.tint(line, Pen(.stale))
        }
        guard let notice = model.notice else { return drawSelectedLine(line) }
        let mark: Glyph =
            switch notice.role {
            case .done: .completed
            case .failed: .noShow
            default: .dot
            }
        let undo = model.lastCancelled == nil || model.place != .desk ? "" : "u undo "
        let text = Rect(
            column: line.column, row: line.row, columns: line.columns - textWidth(undo) - 1, rows: line.rows)
        write(
            [
                Segment(" \(mark.character) ", Pen(notice.role)), Segment(notice.headline, Pen(notice.role)),
                Segment("  ", Pen(.text)), Segment(notice.text, Pen(.text)),
            ], in: text)
        screen.write(undo, rightIn: line, Pen(.key))
    }

    private mutating func drawSelectedLine(_ line: Rect) {
        if model.link != .live {
            let text = " What is shown may be old; it is read again as soon as the database answers."
            screen.write(text, fitting: line, Pen(.stale))
        } else if layout.pane.isEmpty, let booking = selected {
            write(
                [
                    Segment(" \(booking.status.glyph.character) ", Pen(booking.status.role)),
                    Segment(booking.reference.spelled, Pen(.accent)),
                    Segment("  " + model.summary(of: booking), Pen(.text)),
                    Segment(" · \(booking.service.name) · \(booking.room.name)", Pen(.dim)),
                    Segment(booking.customer?.phone.map { " · " + $0 } ?? "", Pen(.dim)),
                ], in: line)
        }
    }

    /// The keys of the place where keys go. What cannot be done now is dim over the calendar, and left out elsewhere.
    mutating func drawFooter() {
        let line = layout.footer
        screen.fill(line, .bar)
        let place = model.place
        let bindings = KeyMap.bindings(in: place).filter { binding in
            !binding.short.isEmpty
                && (place == .desk || model.obstacle(to: binding.command, in: place, selected: selected) == nil)
        }
        let segments = bindings.enumerated().flatMap { index, binding -> [Segment] in
            let isOff = model.obstacle(to: binding.command, in: place, selected: selected) != nil
            // The way out and the help stay; of the others the last goes first.
            let isKept = [.close, .help, .quit, .take].contains(binding.command)
            let rank = isKept ? 0 : index + 1
            return [
                Segment(" ", Pen(.dim), rank: rank),
                Segment(binding.footerLabel, Pen(isOff ? .dim : .key), rank: rank),
                Segment(" \(binding.short) ", Pen(.dim), rank: rank),
            ]
        }
        let cut = Self.cut(segments, into: line.columns)
        write(segments.filter { $0.rank < cut }, in: line)
    }
}
