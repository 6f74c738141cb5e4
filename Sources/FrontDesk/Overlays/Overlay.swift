import Availability
import Booking

/// Something that lies over the calendar and takes the keys.
enum Overlay: Sendable {
    /// Indirect: it is asked for many times a key, and large.
    indirect case flow(Flow)
    case holds(HoldList)
    case goTo(TextField)
    case find(Find)
    case reason(Booking, TextField)
    case card(Booking, scrolled: Int = 0)
    case customer(CustomerCard)
    case mail(MailLog)
    case themes(marked: Int)
    case why(WhyNot, scrolled: Int = 0)
    /// All keys; first those of the place it was asked in.
    case help(Place, scrolled: Int)

    var place: Place {
        switch self {
        case .flow(let flow): flow.place
        case .holds: .holds
        case .goTo: .goTo
        case .find: .find
        case .reason: .reason
        case .card: .card
        case .customer(let card): card.form == nil ? .customerCard : .customerForm
        case .mail: .mail
        case .themes: .themes
        case .why: .why
        case .help: .help
        }
    }

    /// Lines of its text that are above what is shown; nil where there is no text to read.
    var scrolled: Int? {
        switch self {
        case .card(_, let scrolled), .why(_, let scrolled), .help(_, let scrolled): scrolled
        case .customer(let card) where card.form == nil: card.scrolled
        case .mail(let log): log.scrolled
        default: nil
        }
    }

    /// The same text from another line on.
    func scrolled(to line: Int) -> Overlay {
        switch self {
        case .card(let booking, _): return .card(booking, scrolled: line)
        case .why(let answer, _): return .why(answer, scrolled: line)
        case .help(let place, _): return .help(place, scrolled: line)
        case .customer(var card):
            card.scrolled = line
            return .customer(card)
        case .mail(var log):
            log.scrolled = line
            return .mail(log)
        default: return self
        }
    }
}

/// What was searched over all dates, and what was found.
struct Find: Sendable {
    var field = TextField()
    var customers: [FoundCustomer] = []
    var bookings: [Booking] = []
    /// What they were found by; nil: nothing was looked for yet.
    var foundBy: String?
    var marked = 0
    /// Somebody has put the mark where it is.
    var isMarked = false

    var count: Int { customers.count + bookings.count }

    /// What stands in a line.
    private enum Line: Equatable {
        case customer(CustomerID), booking(BookingID)
    }

    private func line(_ index: Int) -> Line? {
        customers[safe: index].map { .customer($0.customer.id) }
            ?? bookings[safe: index - customers.count].map { .booking($0.id) }
    }

    /// Takes other findings over, the mark staying on what it was put on.
    mutating func change(_ body: (inout Find) -> Void) {
        let old = isMarked ? line(marked) : nil
        body(&self)
        let place = (0..<count).first { line($0) == old }
        marked = place ?? min(marked, max(0, count - 1))
    }

    /// Digits take a line behind a name and a space, unless they may belong to a reference.
    var digitsPick: Bool {
        let typed = field.text.uppercased().filter { $0 != " " && $0 != "-" }
        let canBeReference = typed.count <= Reference.length && typed.allSatisfy(Reference.alphabet.contains)
        return field.endsWord && !canBeReference && typed.contains { $0.isLetter }
    }
}

/// A customer's file, open.
struct CustomerCard: Sendable {
    var file: CustomerFile
    /// Whether the bookings have been read.
    var isRead = false
    var marked = 0
    /// Lines about the customer that are above what is shown.
    var scrolled = 0
    /// What of the customer is being changed.
    var form: CustomerForm?
}

/// The holds of all desks, each in its place for as long as the list is open: one that is gone says what became of it,
/// and new ones come below.
struct HoldList: Sendable {
    /// As they were when they were seen first.
    var bookings: [Booking]
    var marked = 0

    mutating func add(_ holds: [Booking]) {
        bookings += holds.filter { hold in !bookings.contains { $0.id == hold.id } }
    }
}

struct MailLog: Sendable {
    /// Nil until they were read.
    var entries: [MailEntry]?
    var marked = 0
    /// Lines of the marked mail that are above what is shown.
    var scrolled = 0
}

/// The answer to “why not here”: for one start, what is against it.
struct WhyNot: Hashable, Sendable {
    var title: String
    /// Empty: nothing is against it.
    var lines: [String]
}
