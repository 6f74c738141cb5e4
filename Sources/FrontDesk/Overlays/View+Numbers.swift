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
        case .service:
            let count = flow.services.count
            return window(count: count, marked: flow.marked, rows: serviceArea(count, at: 0).inside.rows)
        case .slot: return flow.digitsPickSlots ? flow.page.slots.indices : 0..<0
        case .customer: return flow.digitsPickCustomers && flow.form == nil ? shownCustomers(flow) : 0..<0
        case .confirm: return 0..<0
        }
    }

    /// The digits as the footer has them: `1-8`; nil where none takes anything.
    var numbersLabel: String? {
        let lines = numberedLines
        guard let last = lines.last else { return nil }
        return lines.count == 1 ? "\(last + 1)" : "\(lines.lowerBound + 1)-\(last + 1)"
    }
}
