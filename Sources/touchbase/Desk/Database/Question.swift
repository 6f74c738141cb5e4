import Availability
import Booking
import BookingStore
import FrontDesk
import Postgres

/// Something the desk asks its database: data, so that it can wait in a line, be asked again, and be told apart.
enum Question: Hashable, Sendable {
    case perform(Intent, Ticket)
    case addCustomer(TypedCustomer, RequestID)
    case adoptCustomer(TypedCustomer, RequestID)
    case changeCustomer(from: Customer, to: TypedCustomer)
    case resend(Reference)
    /// Why an intent was found not bookable; asked after its refusal.
    case rules(Wanted, Ticket)
    /// The sheet of the day that the practice has, which is not known here; as far as the clock of this machine, it is
    /// about that moment.
    case today(about: Instant)
    case sheet(first: LocalDate, days: Int)
    /// The live holds, for those of dates that no sheet covers.
    case holds
    case mailCounts
    case customers(String)
    case bookings(String)
    case customer(CustomerID)
    case details(Reference)
    case mailLog
    /// Whether anything has changed since the last reading.
    case state
    /// Whether anybody is there.
    case pulse

    /// A slot that an intent wanted.
    struct Wanted: Hashable, Sendable {
        var service: ServiceID
        var therapist: TherapistID
        var room: RoomID
        var start: Instant
        /// The booking that is being moved: it does not block itself.
        var moving: Reference?
    }

    /// Changes go before readings: somebody waits for them with a phone at the ear.
    var isChange: Bool {
        switch self {
        case .perform, .addCustomer, .adoptCustomer, .changeCustomer, .resend, .rules: true
        case .today, .sheet, .holds, .mailCounts, .customers, .bookings, .customer, .details, .mailLog, .state, .pulse:
            false
        }
    }

    /// Answered at once by a server that lives.
    var isSignOfLife: Bool { self == .state || self == .pulse }

    /// Whether asking this makes `older`, which still waits, pointless.
    func replaces(_ older: Question) -> Bool {
        switch (self, older) {
        case (.sheet, .sheet), (.sheet, .today), (.today, .today), (.holds, .holds), (.mailCounts, .mailCounts),
            (.customers, .customers), (.bookings, .bookings), (.customer, .customer), (.details, .details),
            (.mailLog, .mailLog), (.state, .state), (.sheet, .state), (.pulse, .pulse):
            true
        default: false
        }
    }
}

/// What the database said to a `Question`.
enum Answer: Sendable {
    case performed(Result<Booking, BookingError>)
    case customer(Customer)
    case made(Result<Customer, EmailTakenError>)
    /// Nil: there is no such customer any more.
    case changed(Result<Customer, CustomerConflictError>?)
    case file(CustomerRecord?, [Booking])
    /// How many mails go out.
    case queued(Int)
    case schedule(ScheduleReading)
    case sheet(SheetReading)
    case holds([Booking])
    case mailCounts(MailCounts)
    case customers([CustomerRecord])
    case bookings([Booking])
    case details([HistoryEntry], [Notification], Visits)
    case mailLog([MailRecord])
    case state(DatabaseState)
    case alive
}

extension Question {
    /// How many lines a search or a log has at most.
    private static let lines = 50

    var request: any Request<Answer> {
        switch self {
        case .perform(let intent, _): Statement.perform(intent).map(Answer.performed)
        case .addCustomer(let new, let request):
            Statement.makeCustomer(
                name: new.name, email: new.email.isEmpty ? nil : new.email,
                phone: new.phone.isEmpty ? nil : new.phone, notes: new.notes, request: request
            ).map(Answer.made)
        case .adoptCustomer(let typed, let request):
            Statement.addCustomer(
                name: typed.name, email: typed.email, phone: typed.phone.isEmpty ? nil : typed.phone,
                notes: typed.notes, request: request
            ).map(Answer.customer)
        case .changeCustomer(let seen, let typed):
            Statement.changeCustomer(
                from: seen,
                to: Customer(
                    id: seen.id, name: typed.name, email: typed.email.isEmpty ? nil : typed.email,
                    phone: typed.phone.isEmpty ? nil : typed.phone, notes: typed.notes)
            ).map(Answer.changed)
        case .resend(let reference): Statement.resendMail(reference).map(Answer.queued)
        case .rules(let wanted, _):
            ScheduleRequest(span: Interval(wanted.start, wanted.start.advanced(byMinutes: 1))).map(Answer.schedule)
        case .today(let now): SheetRequest.today(about: now).map(Answer.sheet)
        case .sheet(let first, let days): SheetRequest(span: Self.span(first: first, days: days)).map(Answer.sheet)
        case .holds: Statement.holds.map(Answer.holds)
        case .mailCounts: Statement.mailCounts.map(Answer.mailCounts)
        case .customers(let text):
            Statement.customerRecords(matching: text, limit: FoundCustomer.most).map(Answer.customers)
        case .bookings(let text): Statement.bookings(matching: text, limit: Self.lines).map(Answer.bookings)
        case .customer(let id):
            Pipeline(.snapshot, .customerRecord(id), .bookings(of: id, limit: Self.lines))
                .map { records, bookings in .file(records.first, bookings) }
        case .details(let reference):
            Pipeline(
                .snapshot, .history(of: reference), .notifications(of: reference), .visits(ofCustomerOf: reference)
            )
            .map { history, notifications, visits in .details(history, notifications, visits) }
        case .mailLog: Statement.newestMails(limit: Self.lines).map(Answer.mailLog)
        case .state: Statement.databaseState.map(Answer.state)
        case .pulse: Statement("pulse", "select 1").map { _ in Answer.alive }
        }
    }

    /// Question and greeting of a new session in one round trip; nil for questions that nobody opens with.
    func opening<Greeting>(after greeting: Pipeline<Greeting>) -> (any Request<(Greeting, Answer)>)? {
        let sheet: SheetRequest
        switch self {
        case .today(let now): sheet = .today(about: now)
        case .sheet(let first, let days): sheet = SheetRequest(span: Self.span(first: first, days: days))
        default: return nil
        }
        return sheet.preceded(by: greeting).map { ($0, .sheet($1)) }
    }

    /// The days in whatever zone: the practice's is not known before the first reading, and none is more than a day
    /// from UTC.
    private static func span(first: LocalDate, days: Int) -> Interval {
        let start = Instant(secondsSinceEpoch: Int64(first.daysSinceEpoch - 1) * 86_400)
        return Interval(start, start.advanced(byMinutes: (days + 2) * 1440))
    }
}
