import Booking
import Screen

extension DeskView {
    /// A text in a frame as high as it needs, or as there is room for.
    struct TextSheet {
        let title: String
        let lines: [[Segment]]
        let area: Rect

        /// The first line of its last page.
        var last: Int { max(0, lines.count - area.inside.rows) }
        /// How many lines a key goes on; one of those that were seen is seen again.
        var page: Int { max(1, area.inside.rows - 1) }
    }

    /// A text that is longer than its frame is shown from one of its lines on.
    mutating func draw(_ sheet: TextSheet, from scrolled: Int) {
        let inside = drawPopup(sheet.area, title: sheet.title)
        let first = min(scrolled, sheet.last)
        let shown = first..<min(sheet.lines.count, first + inside.rows)
        for (row, index) in shown.enumerated() { write(sheet.lines[index], in: inside.line(row)) }
        tellMore(than: shown, of: sheet.lines.count, in: sheet.area)
    }

    /// The edges of a frame tell how many lines there are above and below those that it shows.
    mutating func tellMore(than shown: Range<Int>, of count: Int, in area: Rect) {
        let edge = area.inset(columns: 2)
        tellMore(above: true, shown.lowerBound, in: edge.line(0))
        tellMore(above: false, count - shown.upperBound, in: edge.line(edge.rows - 1))
    }

    /// `↓ 3 more` at the right end of a line.
    mutating func tellMore(above: Bool, _ count: Int, in line: Rect) {
        guard count > 0 else { return }
        let text = model.keyNames.more(count, above: above)
        let width = screen.write(" \(text) ", rightIn: line, Pen(.text))
        screen.write(text, fitting: line.from(line.endColumn - width + 1), Pen(.key))
    }

    /// How many lines a key goes on in the text on top, and the first line of its last page.
    var reading: (page: Int, last: Int) {
        switch model.overlays.last {
        case .card(let booking, _): reading(cardSheet(booking))
        case .why(let answer, _): reading(sheet(of: answer))
        case .help(let place, _): reading(helpSheet(place))
        case .customer(let card): reading(of: card)
        case .mail(let log): pages(of: log)
        default: (1, 0)
        }
    }

    private func reading(_ sheet: TextSheet) -> (page: Int, last: Int) { (sheet.page, sheet.last) }

    func cardSheet(_ booking: Booking) -> TextSheet {
        let area = centered(columns: 64, rows: screen.size.rows)
        guard let sheet = model.sheet else { return TextSheet(title: "Booking", lines: [], area: area) }
        let current = sheet.booking(booking.id) ?? booking
        let details = model.details?.reference == current.reference ? model.details : nil
        var lines = cardLines(current, sheet, details: details, columns: area.inside.columns)
        // Where there are too many the empty ones go first, the last of them leading.
        while lines.count > area.inside.rows, let empty = lines.lastIndex(where: \.isEmpty) { lines.remove(at: empty) }
        return TextSheet(title: "Booking", lines: lines, area: centered(columns: 64, rows: lines.count + 2))
    }

    func sheet(of answer: WhyNot) -> TextSheet {
        let columns = min(60, screen.size.columns - 8)
        let text = answer.lines.isEmpty ? ["Nothing is against it: it can be booked."] : answer.lines
        let ink: Role = answer.lines.isEmpty ? .done : .text
        let lines = text.flatMap { wrapped($0, columns: columns - 4) }.map { [Segment($0, Pen(ink))] }
        return TextSheet(title: answer.title, lines: lines, area: centered(columns: columns, rows: lines.count + 2))
    }

    /// Every key, first those of the place where the help was asked for.
    func helpSheet(_ place: Place) -> TextSheet {
        let columns = centered(columns: 84, rows: 3).columns - model.keyNames.columns - 5
        let places = [place] + Place.allCases.filter { $0 != place && $0 != .help }
        let lines = places.enumerated().flatMap { index, place -> [[Segment]] in
            let told = KeyMap.bindings(in: place).filter { !$0.help.isEmpty }
            let keys = told.flatMap { self.lines(of: $0, columns: columns) }
            return (index == 0 ? [] : [[]]) + [[Segment(place.title, Pen(.title))]] + keys
        }
        return TextSheet(title: "Keys", lines: lines, area: centered(columns: 84, rows: lines.count + 2))
    }

    private func lines(of binding: Binding, columns: Int) -> [[Segment]] {
        wrapped(binding.help, columns: columns).enumerated().map { index, line in
            // Where a key is underlined, the blanks beside it are not.
            let label = index == 0 ? model.keyNames.name(binding.label) : ""
            let pad = String(repeating: " ", count: max(1, model.keyNames.columns - textWidth(label)))
            return [Segment(" ", Pen(.text)), Segment(label, Pen(.key)), Segment(pad + line, Pen(.text))]
        }
    }
}
