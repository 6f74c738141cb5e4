import Booking
import Screen

extension DeskView {
    /// The lines above the footer: what was done last, or what is under the cursor where there is no pane.
    mutating func drawMessage() {
        let area = layout.message
        screen.fill(area, .text)
        if model.link != .live {
            screen.tint(area, Pen(.stale))
        }
        guard let notice = model.notice else { return drawSelectedLine(area) }
        let mark: Glyph =
            switch notice.role {
            case .done: .completed
            case .failed: .noShow
            default: .dot
            }
        write([Segment(" ", Pen(.text)), Segment("\(mark.character)", Pen(notice.role))], in: area.line(0))
        for (index, line) in model.messageLines.enumerated() {
            let room = area.line(index)
            write(line, in: room.from(room.column + Model.messageIndent))
        }
        let width = screen.write(model.undoHint, rightIn: area.line(0), Pen(.key))
        offer(area.line(0).from(area.endColumn - width), as: .command(.undo))
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

extension Model {
    /// A sign stands before what is said.
    static let messageIndent = 3

    /// What stands at the right of what was done, where it can be taken back.
    var undoHint: String { undoable == nil || place != .desk ? "" : "u undo " }

    /// What is said, in as many lines as it takes.
    var messageLines: [[DeskView.Segment]] {
        guard let notice else { return [] }
        return notice.lines(columns: size.columns - Self.messageIndent - textWidth(undoHint) - 1)
    }
}

extension Notice {
    /// So much of the calendar a message may take.
    static let mostLines = 3

    /// Headline and text in lines of at most `columns`, broken where a dot stands between two things, else between words;
    /// the last is cut where they would be too many.
    func lines(columns: Int) -> [[DeskView.Segment]] {
        let parts = [
            DeskView.Segment(headline, Pen(role)), DeskView.Segment(text.isEmpty ? "" : "  " + text, Pen(.text)),
        ]
        if DeskView.width(parts) <= columns { return [parts] }
        var lines: [[DeskView.Segment]] = [[]]
        var end = 0
        for (part, pen, space) in [(headline, Pen(role), " "), (text, Pen(.text), "  ")] {
            for (index, piece) in Self.pieces(of: part, columns: columns).enumerated() {
                let gap = end == 0 ? "" : index == 0 ? space : " "
                let needed = textWidth(gap + piece)
                let isNext = end > 0 && end + needed > columns && lines.count < Self.mostLines
                if isNext { lines.append([]) }
                lines[lines.count - 1].append(DeskView.Segment((isNext ? "" : gap) + piece, pen))
                end = isNext ? needed - textWidth(gap) : end + needed
            }
        }
        lines[lines.count - 1] = Self.cut(lines[lines.count - 1], to: columns)
        return lines
    }

    /// What stays together: what is said between two dots, or its words where it is longer than a line.
    private static func pieces(of text: String, columns: Int) -> [String] {
        var pieces: [[Substring]] = [[]]
        for word in text.split(separator: " ") {
            pieces[pieces.count - 1].append(word)
            if word == "·" { pieces.append([]) }
        }
        return pieces.flatMap { words -> [String] in
            let whole = words.joined(separator: " ")
            return textWidth(whole) <= columns ? [whole].filter { !$0.isEmpty } : words.map(String.init)
        }
    }

    /// As many of the words as there is room for, and an ellipsis in place of the others.
    private static func cut(_ line: [DeskView.Segment], to columns: Int) -> [DeskView.Segment] {
        guard line.count > 1, DeskView.width(line) > columns else { return line }
        var kept = line
        while kept.count > 1, DeskView.width(kept) >= columns { kept.removeLast() }
        return kept + [DeskView.Segment("…", line[kept.count - 1].pen)]
    }
}
