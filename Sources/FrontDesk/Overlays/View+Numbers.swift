import Screen

extension DeskView {
    /// The lines of the list on top that digits take: of those that are seen, and no others. Ascending.
    var numberedLines: [Int] {
        switch model.overlays.last {
        case .flow(let flow) where flow.step == .service: numberedServices(flow)
        case .flow(let flow): Array(numberedLines(of: flow).clamped(to: 0..<9))
        case .find(let find) where find.digitsPick: Array(shownLines(of: find).clamped(to: 0..<9))
        default: []
        }
    }

    private func numberedLines(of flow: Flow) -> Range<Int> {
        switch flow.step {
        case .slot: flow.digitsPickSlots ? flow.page.slots.indices : 0..<0
        case .customer: flow.digitsPickCustomers && flow.form == nil ? shownCustomers(flow) : 0..<0
        case .service, .confirm: 0..<0
        }
    }

    /// The digits that go on with a name have no line.
    func numberedServices(_ flow: Flow) -> [Int] {
        let count = flow.services.count
        let shown = window(count: count, marked: flow.marked, rows: serviceArea(count, at: 0).inside.rows)
        return shown.clamped(to: 0..<9).filter { flow.picksService($0 + 1) }
    }

    /// The digits as the footer has them: `1-8`, `1,2,5-8` where some do not, or `Space 1-8` where they take a line once
    /// the word is ended; nil where none takes anything.
    var numbersLabel: String? {
        let lines = numberedLines
        if let now = Self.label(of: lines) { return now }
        return Self.label(of: Array(linesAfterSpace.clamped(to: 0..<9))).map { "Space \($0)" }
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

    private static func label(of lines: [Int]) -> String? {
        var runs: [ClosedRange<Int>] = []
        for line in lines {
            if let last = runs.last, last.upperBound + 1 == line {
                runs[runs.count - 1] = last.lowerBound...line
            } else {
                runs.append(line...line)
            }
        }
        let parts = runs.map { $0.count == 1 ? "\($0.upperBound + 1)" : "\($0.lowerBound + 1)-\($0.upperBound + 1)" }
        return parts.isEmpty ? nil : parts.joined(separator: ",")
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
