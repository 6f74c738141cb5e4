import Availability
import Booking
import Screen

extension DeskView {
    /// What lies on top.
    mutating func drawOverlay() {
        switch model.overlays.last {
        case .holds(let list): draw(list)
        case .goTo(let field): drawGoTo(field)
        case .find(let find): drawFind(find)
        case .reason(let booking, let field): drawReason(booking, field)
        case .card(let booking, let scrolled): draw(cardSheet(booking), from: scrolled)
        case .customer(let card): drawCustomer(card)
        case .mail(let log): drawMail(log)
        case .themes(let marked): drawThemes(marked)
        case .why(let answer, let scrolled): draw(sheet(of: answer), from: scrolled)
        case .help(let place, let scrolled): draw(helpSheet(place), from: scrolled)
        case .flow, nil: break
        }
    }

    private mutating func drawGoTo(_ field: TextField) {
        let inside = drawPopup(centered(columns: 46, rows: 5), title: "Go to")
        draw(field, hint: TypedDate.forms, in: inside.line(0))
        let typed = TypedDate(field.text, today: model.today)
        if let date = typed?.date {
            screen.write("\(date.text) · \(date.text(relativeTo: model.today))", fitting: inside.line(2), Pen(.text))
        } else if !field.isBlank {
            screen.write(TypedDate.forms, fitting: inside.line(2), Pen(.waiting))
        }
    }

    private mutating func drawReason(_ booking: Booking, _ field: TextField) {
        let inside = drawPopup(centered(columns: 60, rows: 7), title: "Cancel \(booking.reference)?")
        screen.write(model.summary(of: booking), fitting: inside.line(0), Pen(.title))
        screen.write("\(booking.service.name) · \(booking.therapist.name)", fitting: inside.line(1), Pen(.text))
        draw(field, hint: "why (may be empty)", in: inside.line(3))
        write(
            [
                key("↵"), Segment(" cancel the booking   ", Pen(.text)), Segment("Esc", Pen(.key)),
                Segment(" keep it", Pen(.dim)),
            ], in: inside.line(4))
    }

    private mutating func drawThemes(_ marked: Int) {
        let area = centered(columns: 34, rows: model.themes.count + 2)
        let inside = drawPopup(area, title: "Theme")
        let shown = window(count: model.themes.count, marked: marked, rows: inside.rows)
        tellMore(than: shown, of: model.themes.count, in: area)
        for (line, index) in shown.enumerated() {
            let row = inside.line(line)
            drawLine(index, marked: marked, in: row)
            screen.write(model.themes[index], fitting: row, Pen(index == marked ? .title : .text))
        }
    }
}
