import Availability
import Booking

/// A booking in the making, or one that is being moved: service, slot, customer, confirm.
struct Flow: Sendable {
    enum Step: Int, Hashable, Sendable {
        case service, slot, customer, confirm
    }

    /// A cell of the calendar that was chosen first.
    struct Wanted: Hashable, Sendable {
        var resource: Resource
        var start: Instant
    }

    /// The slot that was wanted went to somebody else, or cannot be had; the page has the nearest to it.
    struct Refusal: Hashable, Sendable {
        /// Who has it and where, or which rules are against it.
        var lines: [String]
    }

    var step: Step
    var service: Service?
    var wanted: Wanted?
    /// The booking that gets another slot, as it was; nil: a new one is made.
    var moving: Booking?

    var serviceField = TextField()
    var slotField = TextField()
    var customerField = TextField()
    /// The services that fit what was typed; news changes nothing of them.
    var services: [Service] = []
    /// The marked line of the step's list.
    var marked = 0

    var order = SlotOrder.earliest
    /// What can be booked now and fits what was typed, in the order of the list.
    var offers: [Slot] = []
    /// How many of them were passed by with “more”.
    var skipped = 0
    /// Those that stand under the numbers.
    var page = SlotPage()
    var refusal: Refusal?

    /// The slot whose hold was asked for, until the answer; or the one to which a booking is about to be moved.
    var taking: Slot?
    var ticket: Ticket?
    /// This desk's hold.
    var held: Booking?
    /// The hold ran out while the customer was on the phone, or somebody cancelled it.
    var hasExpired = false
    /// Somebody cancelled it.
    var wasCancelled = false
    /// The reference of the hold before, which may have been read to the caller.
    var voided: Reference?

    var found: [FoundCustomer] = []
    /// What they were found by; nil: nothing was looked for yet.
    var foundBy: String?
    /// Enter was pressed before those who were looked for came.
    var takesWhenFound = false
    var customer: Customer?
    /// A new customer in the making; it has the keys in the step of the customer, and waits for it in that of the slots.
    var form: CustomerForm?
    /// The form that was left last, and what it was made of.
    var leftForm: (form: CustomerForm, typed: String)?

    /// Enter was pressed before the hold's answer came; it is confirmed when it does.
    var confirmsWhenHeld = false
    var confirming: Ticket?
    /// What was asked for last may or may not have been done.
    var isUnanswered = false

    /// The date that was shown when it began: slots are offered from there on, and never in the past.
    let from: LocalDate
    /// What the calendar showed when it began: whoever leaves comes back to it.
    var origin: DayModel?

    init(step: Step = .service, from: LocalDate) {
        self.step = step
        self.from = from
    }

    var place: Place {
        if openForm != nil { return .newCustomer }
        return switch step {
        case .service: .service
        case .slot: .slot
        case .customer: .customer
        case .confirm: .confirm
        }
    }

    /// The form that has the keys.
    var openForm: CustomerForm? { step == .customer ? form : nil }

    /// Begins with a new customer, or goes on with the one that was left.
    mutating func openNewCustomer() {
        let typed = customerField.trimmed
        form = leftForm?.typed == typed ? leftForm?.form : CustomerForm(typed: typed)
    }

    /// Back to those who were found; what was typed of the new one is kept.
    mutating func leaveForm() {
        leftForm = form.map { ($0, customerField.trimmed) }
        form = nil
    }

    /// This desk's hold, as long as it holds.
    var liveHold: Booking? { hasExpired ? nil : held }

    /// From the slot to what follows: the customer, where nobody is known yet.
    mutating func goOnFromSlot() {
        isUnanswered = false
        marked = 0
        step = customer == nil ? .customer : .confirm
    }

    /// Whether leaving gives something back: a hold, or one that is being asked for.
    var isHolding: Bool { moving == nil && (ticket != nil || held != nil && !hasExpired) }

    /// The services that fit what was typed, those that begin with it first.
    func fittingServices(in catalog: Catalog) -> [Service] {
        let words = serviceField.words.map(foldedForSearch)
        let fitting = catalog.services.filter { service in
            let name = foldedForSearch(service.name)
            return words.allSatisfy { name.contains($0) }
        }
        guard let first = words.first else { return fitting }
        let begins = { (service: Service) in foldedForSearch(service.name).hasPrefix(first) }
        return fitting.filter(begins) + fitting.filter { !begins($0) }
    }

    /// Whether those who are listed are those who were typed.
    var isFound: Bool { foundBy == customerField.trimmed || customerField.isBlank }

    /// Digits take a slot while nothing is typed or after a name; behind a space they are a time, a date or a room's
    /// number, as in `tue 14` and `room 2`.
    var digitsPickSlots: Bool {
        slotField.isBlank || slotField.endsInName
    }

    /// Digits take a line of the found customers behind a name and a space; else they belong to what is typed, as in
    /// `lena77@mail.example`.
    var digitsPickCustomers: Bool {
        customerField.endsWord && customerField.text.contains { $0.isLetter }
    }

    /// Digits take a service until one is typed for, as in `mt 2`.
    var digitsPickServices: Bool {
        serviceField.isBlank || serviceField.endsWord || serviceField.endsInName
    }
}
