import Availability
import Booking
import BookingStore
import FrontDesk
import Postgres

/// Does what the desk asks for, but for its terminal: turns effects into questions to the database, and what the
/// database says, asked or unasked, into messages. It never waits.
struct BackOffice: ~Copyable {
    typealias Time = ContinuousClock.Instant

    private let desk: Desk
    private let clock: DeskClock
    /// Read when the mail log is.
    private let letters: LetterSource
    private(set) var session: DeskSession
    private var zones = ZoneDirectory()
    /// The day was asked for, before the desk did or because it did.
    private var hasBegun = false
    private var lastSheet: SheetReading?
    /// What was said of the database that is away.
    private var lastLoss = ""
    /// Shown at some time, and so read again when a mail has moved.
    private var lastDetails: Reference?
    private var hasReadMail = false
    /// The holds that were made here and are neither confirmed nor released.
    private var ownHolds: Set<Reference> = [] {
        didSet { session.watch.hasHold = !ownHolds.isEmpty }
    }
    private var isLeaving = false
    /// Why there is nothing to work with, and waiting would not help.
    private(set) var obstacle: StoreError?

    init(
        _ parameters: ConnectionParameters, desk: Desk, clock: DeskClock,
        letters: LetterSource = .builtIn, now: Time = .now
    ) {
        self.desk = desk
        self.clock = clock
        self.letters = letters
        session = DeskSession(parameters, at: now)
    }

    /// Connects, and reads the day that the desk will ask for first, as far as that goes without waiting; whatever comes
    /// of it is told by `advance`. To be called as often as there is time.
    mutating func begin(at now: Time) {
        if !hasBegun { readToday(at: now) }
        session.begin(at: now)
    }

    private mutating func readToday(at now: Time) {
        hasBegun = true
        session.ask(.today(about: clock.instant), at: now)
    }

    /// Somebody is at the desk.
    mutating func attend(at now: Time) {
        session.watch.attend(at: now)
    }

    /// Begins what an effect asks for; those of the terminal are not for here, and do nothing.
    mutating func perform(_ effect: Effect, at now: Time) {
        switch effect {
        case .loadToday: if !hasBegun { readToday(at: now) }
        case .load(let first, let days):
            session.ask(.sheet(first: first, days: days), at: now)
            // By themselves, and behind: nobody waits for them.
            session.ask(.holds, at: now)
            session.ask(.mailCounts, at: now)
        case .perform(let action, let ticket): session.ask(.perform(Intent(action, by: desk), ticket), at: now)
        case .findCustomers(let text): session.ask(.customers(text), at: now)
        case .findBookings(let text): session.ask(.bookings(text), at: now)
        case .addCustomer(let customer): session.ask(.addCustomer(customer, .random()), at: now)
        case .adoptCustomer(let typed): session.ask(.adoptCustomer(typed, .random()), at: now)
        case .changeCustomer(let seen, let typed): session.ask(.changeCustomer(from: seen, to: typed), at: now)
        case .loadCustomer(let id): session.ask(.customer(id), at: now)
        case .loadDetails(let reference):
            lastDetails = reference
            session.ask(.details(reference), at: now)
        case .loadMail:
            hasReadMail = true
            session.ask(.mailLog, at: now)
        case .resend(let reference): session.ask(.resend(reference), at: now)
        case .useSample, .useTheme, .keepTheme, .bell, .suspend, .quit: break
        }
    }

    /// Goes on with what is under way, and tells what has come of it: to be called until that is nothing.
    ///
    /// The next question is sent by the next call, so that an answer can be shown first.
    mutating func advance(at now: Time) -> [Message] {
        var messages: [Message] = []
        while messages.isEmpty {
            let events = session.advance(at: now)
            if events.isEmpty { break }
            for event in events { messages += take(event, at: now) }
        }
        return messages
    }

    /// Gives back all holds that were made here and not confirmed, also one that is just being made.
    mutating func leave(at now: Time) {
        isLeaving = true
        for reference in ownHolds { release(reference, at: now) }
    }

    /// Whether everything that was to be changed has been.
    var isSettled: Bool { !session.queue.hasChanges }

    private mutating func release(_ reference: Reference, at now: Time) {
        let intent = Intent(.cancel(reference, reason: ""), by: desk)
        session.ask(.perform(intent, Ticket(number: 0)), at: now)
    }

    private mutating func take(_ event: DeskSession.Event, at now: Time) -> [Message] {
        switch event {
        case .opened(let isReadOnly):
            // What was announced while nobody listened is lost, so all is read again; the first reading was asked for.
            return [.connection(isReadOnly ? .readOnly : .live)] + (lastSheet == nil ? [] : [.changed])
        case .readOnly(let isReadOnly): return [.connection(isReadOnly ? .readOnly : .live)]
        case .lost(let error, let attempt):
            if lastSheet == nil, error.isPermanent { obstacle = .database(error) }
            // Why it went away, and then what keeps it away, once.
            let isNews = attempt == 1 || error.isPermanent && error.message != lastLoss
            if isNews { lastLoss = error.message }
            return [.connection(.reconnecting(attempt: attempt))] + (isNews ? [.failed(error.lossText)] : [])
        case .unfit(let error):
            obstacle = .schema(error)
            return [.connection(.reconnecting(attempt: 1)), .failed(error.message)]
        case .announced(let payloads): return hear(payloads, at: now)
        case .answered(let asked, .success(let answer)): return take(answer, to: asked.question, at: now)
        case .answered(let asked, .failure(let error)): return refuse(asked.question, saying: error.deskText)
        case .gaveUp(let asked): return refuse(asked.question, saying: asked.silence)
        }
    }

    /// A booking has changed, or a mail has moved.
    private mutating func hear(_ payloads: [String], at now: Time) -> [Message] {
        let isAboutMailAlone = payloads.allSatisfy { $0.hasPrefix("mail:") }
        if payloads.contains(where: { $0.hasPrefix("mail:") }) {
            if let lastDetails { session.ask(.details(lastDetails), at: now) }
            if hasReadMail { session.ask(.mailLog, at: now) }
        }
        guard isAboutMailAlone else { return [.changed] }
        session.ask(.mailCounts, at: now)
        return []
    }

    private mutating func take(_ answer: Answer, to question: Question, at now: Time) -> [Message] {
        switch (question, answer) {
        case (.perform(let intent, let ticket), .performed(let result)):
            return take(result, of: intent, ticket, at: now)
        case (.rules(let wanted, let ticket), .schedule(let reading)):
            return explain(wanted, ticket, by: reading, at: now)
        case (_, .customer(let customer)), (_, .made(.success(let customer))):
            return [.customerAdded(.success(customer))]
        case (_, .made(.failure(let taken))): return [.emailTaken(taken)]
        case (_, .changed(.success(let customer)?)): return [.customerChanged(.success(customer))]
        case (_, .changed(.failure(let conflict)?)): return [.customerContested(conflict)]
        case (_, .changed(nil)): return [.customerChanged(.failure(DeskFailure("There is no such customer any more.")))]
        case (_, .file(let record, let bookings)):
            return record.map { [.customerRead(CustomerFile($0.found, bookings: bookings))] } ?? []
        case (.resend(let reference), .queued(let count)):
            let text = "There is no confirmed booking with an email address to send it to."
            return [.resent(count == 0 ? .failure(DeskFailure(text)) : .success(reference))]
        case (.today, .sheet(let reading)):
            return take(reading, at: now) { zone in zone.day(zone.localDateTime(at: reading.schedule.now).date) }
        case (.sheet(let first, let days), .sheet(let reading)):
            return take(reading, at: now) { zone in
                Interval(zone.startOfDay(first), zone.startOfDay(first.advanced(byDays: days)))
            }
        case (_, .holds(let holds)): return [.holds(holds, at: clock.moment(now))]
        case (_, .mailCounts(let mails)): return [mails.message]
        case (.customers(let text), .customers(let found)):
            return [.customersFound(text, found.map(\.found))]
        case (.bookings(let text), .bookings(let found)): return [.bookingsFound(text, found)]
        case (.details(let reference), .details(let history, let notifications, let visits)):
            let details = Details(
                reference: reference, history: history, notifications: notifications, visits: visits.count,
                lastVisit: visits.last)
            return [.details(details)]
        case (_, .mailLog(let mails)): return mailLog(mails)
        case (_, .state(let state)): return state == lastSheet?.state ? [] : [.changed]
        default: return []
        }
    }
}

extension BackOffice {
    /// More was read than the days that were asked for, whose zone was not known: what the sheet covers, and offers slots
    /// of, is `span` in the practice's zone and no more.
    private mutating func take(
        _ reading: SheetReading, at now: Time, covering span: (ZoneRules) -> Interval
    ) -> [Message] {
        lastSheet = reading
        do {
            let zone = try zones.rules(named: reading.schedule.catalog.practice.zoneIdentifier)
            var schedule = reading.schedule.schedule(in: zone)
            schedule.span = span(zone)
            let sheet = Sheet(
                catalog: reading.schedule.catalog, schedule: schedule,
                bookings: reading.bookings, received: clock.moment(now))
            return [.loaded(sheet)]
        } catch {
            return [.failed(error.message)]
        }
    }

    private mutating func take(
        _ result: Result<Booking, BookingError>, of intent: Intent, _ ticket: Ticket, at now: Time
    ) -> [Message] {
        keepAccount(of: intent, result, at: now)
        if case .failure(.notBookable) = result, let wanted = wanted(by: intent.action) {
            session.ask(.rules(wanted, ticket), at: now)
            return []
        }
        return [.answered(ticket, result, at: clock.moment(now))]
    }

    /// Which holds are this desk's to give back.
    private mutating func keepAccount(of intent: Intent, _ result: Result<Booking, BookingError>, at now: Time) {
        switch (intent.action, result) {
        case (.hold, .success(let booking)):
            ownHolds.insert(booking.reference)
            if isLeaving { release(booking.reference, at: now) }
        case (.confirm(let reference, _), .success), (.cancel(let reference, _), .success),
            (.confirm(let reference, _), .failure(.holdExpired)), (.cancel(let reference, _), .failure):
            ownHolds.remove(reference)
        default: break
        }
    }

    private func wanted(by action: Intent.Action) -> Question.Wanted? {
        switch action {
        case .hold(let service, let therapist, let room, let start, _):
            return Question.Wanted(service: service, therapist: therapist, room: room, start: start)
        case .move(let reference, let therapist, let room, let start):
            guard let moved = lastSheet?.bookings.first(where: { $0.reference == reference }) else { return nil }
            return Question.Wanted(
                service: moved.service.id, therapist: therapist, room: room, start: start, moving: reference)
        case .confirm, .cancel, .mark: return nil
        }
    }

    /// The rules as they are now, which the sheet did not know yet: so that is read again, too.
    private mutating func explain(
        _ wanted: Question.Wanted, _ ticket: Ticket, by reading: ScheduleReading, at now: Time
    ) -> [Message] {
        guard let zone = try? zones.rules(named: reading.catalog.practice.zoneIdentifier) else {
            return [.answered(ticket, .failure(.notBookable([])), at: clock.moment(now)), .changed]
        }
        let whole = reading.schedule(in: zone)
        let schedule = wanted.moving.map { whole.leavingOut($0.description) } ?? whole
        let reasons = schedule.reasons(
            service: wanted.service, start: wanted.start, therapist: wanted.therapist, room: wanted.room)
        return [.answered(ticket, .failure(.notBookable(reasons)), at: clock.moment(now)), .changed]
    }

    private mutating func mailLog(_ mails: [MailRecord]) -> [Message] {
        guard let practice = lastSheet?.schedule.catalog.practice,
            let zone = try? zones.rules(named: practice.zoneIdentifier)
        else { return [] }
        let templates = letters.templates()
        return [.mailLog(mails.map { MailEntry($0, from: practice, in: zone, by: templates) })]
    }

    /// Tells who waits for an answer that there is none.
    private func refuse(_ question: Question, saying text: String) -> [Message] {
        switch question {
        case .perform(_, let ticket): [.unanswered(ticket, text)]
        case .rules(_, let ticket): [.unanswered(ticket, "The rules of the practice are against it.")]
        case .addCustomer, .adoptCustomer: [.customerAdded(.failure(DeskFailure(text)))]
        case .changeCustomer: [.customerChanged(.failure(DeskFailure(text)))]
        case .resend: [.resent(.failure(DeskFailure(text)))]
        case .today, .sheet, .customers, .bookings, .customer, .details, .mailLog: [.failed(text)]
        case .holds, .mailCounts, .state, .pulse: []
        }
    }
}

extension MailCounts {
    fileprivate var message: Message { .mailCounts(queued: queued, failed: failed, uncertain: uncertain) }
}

extension CustomerRecord {
    fileprivate var found: FoundCustomer { FoundCustomer(customer: customer, visits: visits, last: last) }
}

extension QuestionQueue.Asked {
    /// What it means that no answer came.
    fileprivate var silence: String {
        guard question.isChange else { return "The database is away: this cannot be looked up now." }
        return wasSent
            ? "The database went away before it answered: what became of it shows when it is back."
            : "The database is away: nothing was changed."
    }
}

extension PostgresError {
    /// What is wrong stands in the settings, or on the server: it does not pass.
    fileprivate var isPermanent: Bool {
        guard case .connectionFailed(let failure) = self else { return false }
        switch failure.reason {
        case .malformedAddress, .notAuthorized, .unknownDatabase, .insecure, .foreign: return true
        case .refused, .unknownHost, .unreachable, .timedOut, .tooManyConnections, .notReady, .unsuitableServer, .other:
            return false
        }
    }

    /// Why the database went away. Whoever waits for a change to be answered is told apart what may have become of it:
    /// mostly nothing was under way but a reading.
    fileprivate var lossText: String {
        switch self {
        case .deadlinePassed: "The database did not answer in time."
        case .connectionLost: "The connection to the database was lost."
        default: message
        }
    }

    /// For somebody who has typed something: what the schema's rules say against it, else what the error says.
    fileprivate var deskText: String {
        switch serverError?.constraint {
        case "name_is_visible", "name_is_one_line": "A name is one line of at most 200 characters."
        case "email_is_one_address": "An email is written name@example.com, or left empty."
        case "customer_email_is_unique": "Another customer has that email."
        case "phone_is_a_number": "A phone number has digits, and at most 40 characters."
        default: message
        }
    }
}
