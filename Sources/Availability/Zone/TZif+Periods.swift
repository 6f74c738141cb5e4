extension TZif {
    /// The file as a list of periods, the footer's rule written out for one turn of the calendar, and the moment from
    /// which they repeat.
    func periods() -> (periods: [ZoneRules.Period], repeatsFrom: Int64?) {
        var periods = [ZoneRules.Period(start: .min, offset: offsets[0])]
        for change in changes {
            periods.append(start: change.at, offset: offsets[change.offset])
        }
        guard let footer, footer.daylight != nil else { return (periods, nil) }
        let tableEnd = changes.last?.at ?? 0
        let firstYear = LocalDate(daysSinceEpoch: Int(tableEnd.dividedRoundingDown(by: 86_400))).year
        // A year between the table and the turn, and one after it, so that whatever is near its ends is written out.
        let turnEnds = firstYear + 402
        let end = Self.newYear(turnEnds + 2)
        // South of the equator a year's changes are written last one first.
        let written = (firstYear...turnEnds + 2).flatMap(footer.changes(in:)).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        for change in written where change.at > tableEnd && change.at < end {
            periods.append(start: change.at, offset: change.offset)
        }
        return (periods, Self.newYear(turnEnds))
    }

    private static func newYear(_ year: Int) -> Int64 {
        Int64(LocalDate.firstDay(year: year, month: 1)) * 86_400
    }
}

extension [ZoneRules.Period] {
    /// Adds a change. One that changes nothing is left out, and of two at the same moment the latter counts: a rule
    /// for daylight saving all the year ends it at the moment at which it begins.
    fileprivate mutating func append(start: Int64, offset: ZoneOffset) {
        while let last, last.start >= start, count > 1 { removeLast() }
        if last?.offset != offset { append(ZoneRules.Period(start: start, offset: offset)) }
    }
}
