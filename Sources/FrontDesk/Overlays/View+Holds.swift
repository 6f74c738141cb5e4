import Booking
import Screen

extension DeskView {
    mutating func draw(_ list: HoldList) {
        guard let sheet = model.sheet else { return }
        let count = list.bookings.count
        let inside = drawPopup(centered(columns: 96, rows: max(1, count) + 2), title: "Holds of all desks")
        if count == 0 { screen.write("Nothing is held.", fitting: inside.line(0), Pen(.dim)) }
        for (line, index) in window(count: count, marked: list.marked, rows: inside.rows).enumerated() {
            let row = inside.line(line)
            drawLine(index, marked: list.marked, in: row)
            draw(list.bookings[index], sheet, in: row)
        }
    }

    /// `07:41  K7M2QX  Tue 12:00  Swedish 60 · Ben · Room 2`, and whose it is.
    private mutating func draw(_ hold: Booking, _ sheet: Sheet, in row: Rect) {
        let hold = sheet.booking(hold.id) ?? hold
        let end = model.end(of: hold)
        let left = sheet.millisecondsLeft(of: hold, at: model.now) ?? 0
        let owner = model.isOwn(hold) ? "you" : "\(hold.madeBy.staff) · \(hold.madeBy.terminal)"
        let who = hold.customer.map { " · " + $0.name } ?? ""
        let what = "\(hold.service.shortName) · \(hold.therapist.name.firstWord) · \(hold.room.name)\(who)"
        let ink: Role = end == nil ? .text : .dim
        let room = Rect(
            column: row.column, row: row.row, columns: row.columns - textWidth(end ?? owner) - 2, rows: 1)
        write(
            [
                Segment(
                    end == nil ? countdown(milliseconds: left) : "  –  ",
                    Pen(end != nil ? .dim : left < 120_000 ? .urgent : .hold)),
                Segment("  \(hold.reference)  ", Pen(end == nil ? .accent : .dim)),
                Segment(sheet.nearDayAndTime(hold.starts) + "  ", Pen(ink)), Segment(what, Pen(ink)),
            ], in: room)
        let right: Role = end != nil ? .conflict : model.isOwn(hold) ? .title : .dim
        screen.write(end ?? owner, rightIn: row, Pen(right))
    }
}
