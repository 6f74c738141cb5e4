import Screen

extension DeskView {
    /// The lines of the list on top that digits take: those that are seen, and no others.
    var numberedLines: Range<Int> {
        let lines: Range<Int> =
            switch model.overlays.last {
            case .flow(let flow): numberedLines(of: flow)
            case .find(let find) where find.digitsPick: shownLines(of: find)
            default: 0..<0
            }
        return lines.clamped(to: 0..<9)
    }

    private func numberedLines(of flow: Flow) -> Range<Int> {
        switch flow.step {
        case .service where !flow.digitsPickServices: return 0..<0
        case .service:
            let count = flow.services.count
            return window(count: count, marked: flow.marked, rows: serviceArea(count, at: 0).inside.rows)
        case .slot: return flow.digitsPickSlots ? flow.page.slots.indices : 0..<0
        case .customer: return flow.digitsPickCustomers && flow.form == nil ? shownCustomers(flow) : 0..<0
        case .confirm: return 0..<0
        }
    }

    /// The digits as the footer has them: `1-8`, or `Space 1-8` where they take a line once the word is ended; nil where
    /// none takes anything.
    var numbersLabel: String? {
        let lines = numberedLines
        if let now = Self.label(of: lines) { return now }
        return Self.label(of: linesAfterSpace.clamped(to: 0..<9)).map { "Space \($0)" }
    }

    private var linesAfterSpace: Range<Int> {
        switch model.overlays.last {
        case .flow(var flow) where flow.step == .customer && flow.form == nil && flow.customerField.endsInName:
            flow.customerField.append(" ")
            return flow.digitsPickCustomers ? shownCustomers(flow) : 0..<0
        case .find(var find) where find.field.endsInName:
            find.field.append(" ")
            return find.digitsPick ? shownLines(of: find) : 0..<0
        default: return 0..<0
        }
    }

    private static func label(of lines: Range<Int>) -> String? {
        guard let last = lines.last else { return nil }
        return lines.count == 1 ? "\(last + 1)" : "\(lines.lowerBound + 1)-\(last + 1)"
    }

    /// The digit that takes a line, for the first nine; where digits are being typed only the mark.
    mutating func drawNumber(_ index: Int, isMarked: Bool, isLive: Bool, in row: Rect) {
        if isLive {
            if index < 9 { screen.write("\(index + 1)", fitting: row, Pen(.key)) }
        } else if isMarked {
            screen.write(String(Glyph.slot.character), fitting: row, Pen(.key))
        }
    }
}
