import Availability

/// The columns of a calendar, and of what they are the columns. A new sheet makes new ones.
struct KeptColumns {
    fileprivate struct Subject: Equatable {
        var arrangement: Arrangement
        var date: LocalDate
        /// Within one sheet there only ever become fewer.
        var liveHolds: Int
    }

    fileprivate let subject: Subject
    fileprivate let columns: [GridColumn]
}

extension Model {
    /// The columns of what is shown of the model's sheet.
    func columns(_ sheet: Sheet) -> [GridColumn] {
        if let keptColumns, keptColumns.subject == subject(sheet) { return keptColumns.columns }
        return sheet.columns(day.arrangement, on: day.date, at: now)
    }

    /// Keeps them for the next time.
    mutating func keepColumns() {
        guard let sheet, keptColumns?.subject != subject(sheet) else { return }
        keptColumns = KeptColumns(subject: subject(sheet), columns: columns(sheet))
    }

    private func subject(_ sheet: Sheet) -> KeptColumns.Subject {
        KeptColumns.Subject(
            arrangement: day.arrangement, date: day.date, liveHolds: sheet.countOfHolds(at: now))
    }
}
