import Availability
import Booking
import Screen

extension DeskView {
    /// The top line: which day, how it is arranged; connection, mail, who and when.
    mutating func drawBar() {
        screen.fill(layout.bar, .bar)
        let (brand, left, right) = (brandSegments(), leftOfBar(), rightOfBar())
        let cut = Self.cut(brand + left + right, into: layout.bar.columns)
        let keptRight = right.filter { $0.rank < cut }
        let end = write(brand + left.filter { $0.rank < cut }, in: layout.bar)
        write(keptRight, in: layout.bar.from(max(end, layout.bar.endColumn - Self.width(keptRight))))
    }

    /// The practice's name in whole words. It has what the rest seldom needs in a terminal of this width, not what is left
    /// of it just now: the date stays where it is, whatever it is.
    private func brandSegments() -> [Segment] {
        let brand = model.sheet?.catalog.practice.brand ?? "TouchBase"
        let columns = layout.bar.columns
        let most =
            model.isEmptyPractice ? columns - 48 : columns < DeskLayout.widthWithPane ? 0 : max(9, columns - 103)
        let shown = brand.words(fitting: min(40, most))
        return shown.isEmpty ? [] : [Segment(" " + shown, Pen(.accent))]
    }

    private func leftOfBar() -> [Segment] {
        let dim = Pen(.dim)
        let arrangement = model.day.arrangement
        let week = if case .week = arrangement { true } else { false }
        if model.isEmptyPractice { return [] }
        let date = model.day.date.text
        let relative = " " + model.day.date.text(relativeTo: model.today)
        // What stands behind them stays where it is from day to day.
        let widest = textWidth("Wed 30 Sep 2026" + " in 27 days")
        let choice = { (text: String, isOn: Bool, command: Command) in
            Segment(" " + text, Pen(isOn ? .title : .dim), rank: isOn ? 4 : 7, target: isOn ? nil : click(command))
        }
        return [
            Segment(" ‹ ", dim, target: click(.previousDay)),
            Segment(date, Pen(.title), target: click(.goTo)),
            Segment(" › ", dim, target: click(.nextDay)),
            Segment(relative, dim, rank: 5, target: click(.today)),
            Segment(String(repeating: " ", count: max(0, widest - textWidth(date + relative))), dim, rank: 5),
            choice("Therapists", arrangement == .therapists, .therapists),
            choice("Rooms", arrangement == .rooms, .rooms),
            choice(weekTitle, week, .week),
        ]
    }

    /// Whose week it is, where it is one: in a narrow terminal nothing else says it.
    private var weekTitle: String {
        guard case .week(let resource) = model.day.arrangement, let sheet = model.sheet else { return "Week" }
        let name = sheet.name(of: resource)
        let short = if case .therapist = resource { name.firstWord } else { name }
        return "Week of \(short.truncated(toColumns: layout.bar.columns < 80 ? 7 : 12))"
    }

    private func rightOfBar() -> [Segment] {
        var segments = linkSegments() + mailSegments()
        let desk = model.desk
        segments.append(Segment("  \(desk.staff) · \(desk.terminal)".truncated(toColumns: 24), Pen(.dim), rank: 9))
        if let sheet = model.sheet, let instant = model.instant {
            let zone = sheet.zone.offset(at: instant).abbreviation
            segments.append(Segment("  " + sheet.clock.time(instant), Pen(.title)))
            segments.append(Segment(" " + zone, Pen(.dim), rank: 6))
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
                Segment(" \(part.text)", Pen(part.role), rank: index * 8, target: click(.mail))
            }
    }
}
