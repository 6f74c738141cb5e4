import Booking
import Screen

extension DeskView {
    mutating func draw(_ list: HoldList) {
        guard let sheet = model.sheet else { return }
        let count = list.bookings.count
        let height = centered(columns: Self.holdColumns, rows: 3).columns < Self.holdColumns ? 2 : 1
        let area = centered(columns: Self.holdColumns, rows: max(1, count * height) + 2)
        let inside = drawPopup(area, title: "Holds of all desks")
        if count == 0 { screen.write("Nothing is held.", fitting: inside.line(0), Pen(.dim)) }
        let shown = window(count: count, marked: list.marked, rows: inside.rows / height)
        tellMore(than: shown, of: count, in: area)
        for (place, index) in shown.enumerated() {
            let lines = (0..<height).map { inside.line(place * height + $0) }
            for line in lines { drawLine(index, marked: list.marked, in: line) }
            draw(list.bookings[index], sheet, in: lines)
        }
    }

    /// From this width on a hold has room in one line.
    private static let holdColumns = 96

    /// `07:41  K7M2QX  Tue 12:00  Swedish 60 · Ben · Room 2`, and whose it is; what is held stands in the second line if
    /// there is one.
    private mutating func draw(_ hold: Booking, _ sheet: Sheet, in lines: [Rect]) {
        let row = lines[0]
        let hold = sheet.booking(hold.id) ?? hold
        let end = model.end(of: hold)
        let left = sheet.millisecondsLeft(of: hold, at: model.now) ?? 0
        let owner = model.isOwn(hold) ? "you" : "\(hold.madeBy.staff) · \(hold.madeBy.terminal)"
        let who = hold.customer.map { " · " + $0.name } ?? ""
        let what = "\(hold.service.shortName) · \(hold.therapist.name.firstWord) · \(hold.room.name)\(who)"
        let ink: Role = end == nil ? .text : .dim
        let room = Rect(
            column: row.column, row: row.row, columns: row.columns - textWidth(end ?? owner) - 2, rows: 1)
        let beginning = [
            Segment(
                end == nil ? countdown(milliseconds: left) : "  –  ",
                Pen(end != nil ? .dim : left < 120_000 ? .urgent : model.isOwn(hold) ? .ownHold : .hold)),
            Segment("  \(hold.reference)  ", Pen(end == nil ? .accent : .dim)),
            Segment(sheet.nearDayAndTime(hold.starts) + "  ", Pen(ink)),
        ]
        write(beginning + (lines.count == 1 ? [Segment(what, Pen(ink))] : []), in: room)
        if lines.count > 1 { screen.write(what, fitting: lines[1].from(row.column + 7), Pen(ink)) }
        let right: Role = end != nil ? .conflict : model.isOwn(hold) ? .title : .dim
        screen.write(end ?? owner, rightIn: row, Pen(right))
    }
}
