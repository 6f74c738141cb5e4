/// Something that a key can mean.
enum Command: Hashable, Sendable {
    // The calendar
    case useSample, book, open, cancel, move, checkIn, complete, noShow, undo, find, otherResources, therapists,
        rooms, week, goTo, holds, mail, why,
        theme, help, quit, suspend
    case previousDay, nextDay, previousWeek, nextWeek, today
    case finer, coarser
    case up, down, left, right, pageUp, pageDown, firstRow, lastRow

    // Lists and fields
    case take, pick, back, close, newCustomer, customer, edit, more, snugFirst, refresh, holdAgain, nextField,
        previousField, takeTheirs, goOn,
        resend
}

/// Where keys are typed: the calendar, or whatever lies over it.
enum Place: CaseIterable, Hashable, Sendable {
    case desk, welcome, service, slot, customer, newCustomer, confirm, holds, goTo, find, reason, card, customerCard,
        customerForm,
        mail, themes, why, help

    var title: String {
        switch self {
        case .desk: "The day"
        case .welcome: "A practice with nothing in it"
        case .service: "Booking: service"
        case .slot: "Booking: slot"
        case .customer: "Booking: customer"
        case .newCustomer: "Booking: new customer"
        case .confirm: "Booking: confirm"
        case .holds: "Holds"
        case .goTo: "Go to"
        case .find: "Find"
        case .reason: "Cancelling"
        case .card: "Booking card"
        case .customerCard: "Customer"
        case .customerForm: "Changing a customer"
        case .mail: "Mail log"
        case .themes: "Themes"
        case .why: "Why not"
        case .help: "Keys"
        }
    }
}
