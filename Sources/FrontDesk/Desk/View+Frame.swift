import Availability
import Booking
import Screen

extension DeskView {
    /// The top line: which day, how it is arranged; connection, mail, who and when.
    mutating func drawBar() {
        screen.fill(layout.bar, .bar)
        let (left, right) = (leftOfBar(), rightOfBar())
        let cut = Self.cut(left + right, into: layout.bar.columns)
        let (keptLeft, keptRight) = (left.filter { $0.rank < cut }, right.filter { $0.rank < cut })
        let free = layout.bar.columns - Self.width(keptLeft + keptRight)
        let end = write(brandSegments(in: free) + keptLeft, in: layout.bar)
        write(keptRight, in: layout.bar.from(max(end, layout.bar.endColumn - Self.width(keptRight))))
    }

    /// The practice's name gets what nothing else needs, in whole words.
    private func brandSegments(in columns: Int) -> [Segment] {
        let brand = model.sheet?.catalog.practice.brand ?? "TouchBase"
        let shown = brand.words(fitting: min(40, columns - 2))
        return shown.isEmpty ? [] : [Segment(" ", Pen(.dim)), Segment(shown + " ", Pen(.accent))]
    }

    private func leftOfBar() -> [Segment] {
        let dim = Pen(.dim)
        let arrangement = model.day.arrangement
        let week = if case .week = arrangement { true } else { false }
        if model.isEmptyPractice { return [] }
        let choice = { (text: String, isOn: Bool, command: Command) in
            Segment(" " + text, Pen(isOn ? .title : .dim), rank: isOn ? 4 : 7, target: isOn ? nil : click(command))
        }
        return [
            Segment(" ‹ ", dim, target: click(.previousDay)),
            Segment(model.day.date.text, Pen(.title), target: click(.goTo)),
            Segment(" › ", dim, target: click(.nextDay)),
            Segment(" " + model.day.date.text(relativeTo: model.today), dim, rank: 6, target: click(.today)),
            Segment("  ", dim, rank: 4),
            choice("Therapists", arrangement == .therapists, week ? .week : .otherResources),
            choice("Rooms", arrangement == .rooms, week ? .week : .otherResources),
            choice("Week", week, .week),
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
        let gap = Segment("  ", Pen(.dim))
        return switch model.link {
        case .live: [gap, Segment("\(Glyph.confirmed.character) live", Pen(.live))]
        case .reconnecting(let attempt):
            [
                gap, Segment("\(Glyph.warning.character) reconnecting", Pen(.stale)),
                Segment(" (\(attempt))", Pen(.stale), rank: 10),
            ]
        case .readOnly: [gap, Segment("\(Glyph.warning.character) read-only", Pen(.stale))]
        }
    }

    /// What did not arrive is said until that is mended; aloud, until somebody has looked at it.
    private func mailSegments() -> [Segment] {
        let (now, seen) = (model.mail.undelivered, model.mail.seen)
        let troubles = [
            (count: now.failed, word: "failed", role: Role.failed, isNew: now.failed > seen.failed),
            (count: now.uncertain, word: "uncertain", role: .stale, isNew: now.uncertain > seen.uncertain),
        ].filter { $0.count > 0 }
        let stopped: [(String, Role)] = model.mail.stopped == nil ? [] : [("not sent", .failed)]
        let parts = stopped + troubles.map { ("\($0.count) \($0.word)", $0.isNew ? $0.role : .dim) }
        guard parts.isEmpty else { return mailSegments(parts) }
        return model.mail.queued > 0 ? mailSegments([("\(model.mail.queued)", .waiting)]) : []
    }

    private func mailSegments(_ parts: [(text: String, role: Role)]) -> [Segment] {
        let glyph = [
            Segment("  ", Pen(.dim)), Segment("\(Glyph.mail.character)", Pen(parts[0].role), target: click(.mail)),
        ]
        // The first is said in any terminal, what comes after it where there is room.
        return glyph
            + parts.enumerated().map { index, part in
                Segment(" \(part.text)", Pen(part.role), rank: index * 4, target: click(.mail))
            }
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
        let undo = model.undoable == nil || model.place != .desk ? "" : "u undo "
        let text = Rect(
            column: line.column, row: line.row, columns: line.columns - textWidth(undo) - 1, rows: line.rows)
        write(
            [
                Segment(" \(mark.character) ", Pen(notice.role)), Segment(notice.headline, Pen(notice.role)),
                Segment("  ", Pen(.text)), Segment(notice.text, Pen(.text)),
            ], in: text)
        let width = screen.write(undo, rightIn: line, Pen(.key))
        offer(line.from(line.endColumn - width), as: .command(.undo))
    }

    private mutating func drawSelectedLine(_ line: Rect) {
        if model.link == .readOnly {
            let text = " Read-only now: nothing can be booked, moved or cancelled."
            screen.write(text, fitting: line, Pen(.stale))
        } else if model.link != .live {
            let text = " What is shown may be old, until the database answers."
            screen.write(text, fitting: line, Pen(.stale))
        } else if layout.pane.isEmpty, let booking = selected {
            let segments = [
                Segment(" \(booking.status.glyph.character) ", Pen(booking.status.role)),
                Segment(booking.reference.description, Pen(.accent)),
                Segment("  " + model.summary(of: booking), Pen(.text)),
                Segment(booking.customer?.phone.map { " · " + $0 } ?? "", Pen(.dim), rank: 1),
                Segment(" · \(booking.room.name)", Pen(.dim), rank: 2),
                Segment(" · \(booking.service.shortName)", Pen(.dim), rank: 3),
            ]
            let cut = Self.cut(segments, into: line.columns)
            write(segments.filter { $0.rank < cut }, in: line)
        }
    }
}
