import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// Sits before a desk: presses keys, lets time pass, and answers the desk's effects as the practice's database would.
final class DeskDriver {
    private(set) var model: Model
    private(set) var now = SamplePractice.start
    private(set) var effects: [Effect] = []
    /// How many keys were pressed.
    private(set) var keyCount = 0
    var practice: SamplePractice
    /// Intents wait for `answer()` instead of being answered at once.
    var isSlow = false
    /// Searches get no answer.
    var isDeaf = false
    private var waiting: [(Intent.Action, Ticket)] = []
    private var frames = Frames()
    var customers = [
        FoundCustomer(
            customer: Customer(
                id: CustomerID(rawValue: 2), name: "Marguerite Abara", email: "m.abara@example.com",
                phone: "(313) 555-0142",
                notes: "Firm pressure, left hip"), visits: 7),
        FoundCustomer(customer: Customer(id: CustomerID(rawValue: 77), name: "Henrik Dahl", phone: "(248) 555-0142")),
    ]

    init(
        _ practice: SamplePractice = .lively, size: Size = Size(columns: 120, rows: 36), keyNames: KeyNames = .signs
    ) {
        self.practice = practice
        model = Model(
            desk: SamplePractice.desk, date: practice.date, now: SamplePractice.start, size: size,
            themes: ["dark", "light"], theme: "dark", keyNames: keyNames)
        perform(model.start())
    }

    // MARK: What a receptionist does

    @discardableResult func press(_ keys: Key...) -> DeskDriver {
        keyCount += keys.count
        for key in keys { send(.input(.key(key))) }
        return self
    }

    @discardableResult func type(_ text: String) -> DeskDriver {
        for character in text { press(.character(character)) }
        return self
    }

    @discardableResult func paste(_ text: String) -> DeskDriver {
        send(.input(.paste(text)))
        return self
    }

    @discardableResult func click(_ column: Int, _ row: Int) -> DeskDriver {
        send(.input(.mouse(Mouse(.press, at: Position(column: column, row: row)))))
        return self
    }

    @discardableResult func resize(_ columns: Int, _ rows: Int) -> DeskDriver {
        send(.input(.resize(Size(columns: columns, rows: rows))))
        return self
    }

    @discardableResult func wait(seconds: Int64 = 0, milliseconds: Int64 = 0) -> DeskDriver {
        now = now.advanced(byMilliseconds: seconds * 1000 + milliseconds)
        send(.tick(now))
        return self
    }

    // MARK: What happens elsewhere

    @discardableResult func send(_ message: Message) -> DeskDriver {
        perform(update(&model, message))
        let isKept = frames.frame(of: model, size: model.size) == screen
        #expect(isKept, "What a frame takes from the one before is what it would be drawn as.")
        return self
    }

    /// Another desk did something: the practice changes, and this desk is told.
    @discardableResult func elsewhere(_ change: (inout SamplePractice) -> Void) -> DeskDriver {
        change(&practice)
        return send(.changed)
    }

    @discardableResult func answer() -> DeskDriver {
        let due = waiting
        waiting = []
        for (action, ticket) in due { send(.answered(ticket, practice.perform(action), at: now)) }
        return self
    }

    // MARK: What is seen

    var screen: Screen { view(model, size: model.size) }
    var text: String { screen.text }

    func shows(_ text: String) -> Bool { self.text.contains(text) }

    /// The footer's line.
    var footer: String { screen.line(model.size.rows - 1) }
    /// The message line.
    var message: String { screen.line(model.size.rows - 2) }

    /// The effects since the last call.
    func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    private func sheet(from first: LocalDate, days: Int) -> Sheet {
        practice.sheet(
            received: now, passed: SamplePractice.start.milliseconds(until: now), first: first, days: days)
    }

    private func perform(_ effects: [Effect]) {
        self.effects += effects
        for effect in effects {
            switch effect {
            case .loadToday: send(.loaded(sheet(from: practice.date, days: 1)))
            case .load(let first, let days):
                send(.loaded(sheet(from: first, days: days)))
                send(.holds(practice.holds(passed: SamplePractice.start.milliseconds(until: now)), at: now))
            case .perform(let action, let ticket):
                waiting.append((action, ticket))
                if !isSlow { answer() }
            case .useSample:
                practice = .lively
                send(.changed)
            case .findCustomers where isDeaf, .findBookings where isDeaf: break
            case .findCustomers(let text): send(.customersFound(text, customers.filter { $0.matches(text) }))
            case .findBookings(let text):
                send(
                    .bookingsFound(
                        text, practice.bookings.filter { $0.reference.description.contains(text.uppercased()) }))
            case .adoptCustomer(let typed):
                if let known = known(typed) { send(.customerAdded(.success(known))) }
            case .addCustomer(let new):
                if let known = known(new) {
                    send(.emailTaken(EmailTakenError(known)))
                    continue
                }
                let customer = Customer(
                    id: CustomerID(rawValue: 500), name: new.name, email: new.email.isEmpty ? nil : new.email,
                    phone: new.phone)
                customers.append(FoundCustomer(customer: customer))
                practice.customers.append(customer)
                send(.customerAdded(.success(customer)))
            case .loadCustomer(let id):
                guard let found = customers.first(where: { $0.customer.id == id }) else { return }
                let theirs = practice.bookings.filter { $0.customer?.name == found.customer.name }
                send(.customerRead(CustomerFile(found, bookings: theirs)))
            case .changeCustomer(let seen, let typed): send(change(seen, typed))
            default: break
            }
        }
    }

    private func known(_ typed: TypedCustomer) -> Customer? {
        customers.map(\.customer).first { !typed.email.isEmpty && $0.email == typed.email }
    }

    private func change(_ seen: Customer, _ typed: TypedCustomer) -> Message {
        guard let index = customers.firstIndex(where: { $0.customer.id == seen.id }) else {
            return .customerChanged(.failure(DeskFailure("There is no such customer any more.")))
        }
        var now = customers[index].customer
        let fields: [(WritableKeyPath<Customer, String?>, String)] = [
            (\.typedName, typed.name), (\.email, typed.email), (\.phone, typed.phone), (\.typedNotes, typed.notes),
        ]
        for (field, text) in fields {
            let wanted = text.isEmpty ? nil : text
            guard wanted != seen[keyPath: field] else { continue }
            let others = now[keyPath: field]
            guard others == seen[keyPath: field] || others == wanted else {
                return .customerContested(CustomerConflictError(customers[index].customer))
            }
            now[keyPath: field] = wanted
        }
        customers[index].customer = now
        return .customerChanged(.success(now))
    }
}

extension Customer {
    fileprivate var typedName: String? {
        get { name }
        set { name = newValue ?? "" }
    }

    fileprivate var typedNotes: String? {
        get { notes.isEmpty ? nil : notes }
        set { notes = newValue ?? "" }
    }
}

extension FoundCustomer {
    fileprivate func matches(_ text: String) -> Bool {
        let all = "\(customer.name) \(customer.email ?? "") \(customer.phone ?? "")".lowercased()
        return text.lowercased().split(separator: " ").allSatisfy { all.contains($0) }
    }
}

extension SamplePractice {
    /// What the database would do: the engine's rules decide.
    mutating func perform(_ action: Intent.Action) -> Result<Booking, BookingError> {
        switch action {
        case .hold(let service, let therapist, let room, let start, let customer):
            return hold(service, therapist, room, start, customer)
        case .confirm(let reference, let customer):
            let known = customers.first { $0.id == customer }
            return change(reference) { booking in
                booking.status = .confirmed
                booking.hold = nil
                booking.customer = known ?? booking.customer
            }
        case .cancel(let reference, _):
            return change(reference) { booking in
                booking.status = .cancelled
                booking.hold = nil
            }
        case .mark(let reference, let status): return change(reference) { $0.status = status }
        case .move(let reference, let therapist, let room, let start):
            if let obstacle = obstacle(toMoving: reference, therapist, room, start) { return .failure(obstacle) }
            let target = self.therapist(Int(therapist.rawValue) - 1)
            return change(reference) { booking in
                let times = booking.service.times
                booking.starts = start
                booking.ends = start.advanced(byMinutes: times.duration)
                booking.blockedFrom = start.advanced(byMinutes: -times.prep)
                booking.therapistReleased = booking.ends.advanced(byMinutes: times.recovery)
                booking.roomReleased = booking.ends.advanced(byMinutes: times.turnover)
                booking.therapist = target
                booking.room = Self.rooms[Int(room.rawValue) - 1]
            }
        }
    }

    private func obstacle(
        toMoving reference: Reference, _ therapist: TherapistID, _ room: RoomID, _ start: Instant
    ) -> BookingError? {
        guard let moved = bookings.first(where: { $0.reference == reference }) else { return .notFound(reference) }
        guard moved.status == .hold || moved.status == .confirmed else { return .wrongStatus(moved) }
        let end = start.advanced(byMinutes: moved.service.times.duration)
        let rival = bookings.first { other in
            other.status.occupies && other.id != moved.id && (other.therapist.id == therapist || other.room.id == room)
                && Interval(other.starts, other.ends).overlaps(Interval(start, end))
        }
        return rival.map { rival in
            .conflict(BookingConflictError(.taken(by: rival, rival.therapist.id == therapist ? .therapist : .room)))
        }
    }

    private mutating func hold(
        _ service: ServiceID, _ therapist: TherapistID, _ room: RoomID, _ start: Instant, _ customer: CustomerID?
    ) -> Result<Booking, BookingError> {
        let end = start.advanced(byMinutes: 90)
        let rival = bookings.first { other in
            other.status.occupies && (other.therapist.id == therapist || other.room.id == room)
                && Interval(other.starts, other.ends).overlaps(Interval(start, end))
        }
        let date = zone.localDateTime(at: start).date
        let reasons = sheet(first: date, days: 1).schedule.reasons(
            service: service, start: start, therapist: therapist, room: room)
        if let rival, !reasons.isEmpty {
            let resource: BookingConflictError.Resource = rival.therapist.id == therapist ? .therapist : .room
            return .failure(.conflict(BookingConflictError(.taken(by: rival, resource))))
        }
        guard reasons.isEmpty, let sold = Self.services.first(where: { $0.id == service }) else {
            return .failure(.notBookable(reasons))
        }
        var booking = blank(sold, Int(therapist.rawValue) - 1, room: Int(room.rawValue), at: start, by: Self.desk)
        booking.hold = Booking.Hold(expires: now.advanced(byMinutes: 10), millisecondsLeft: 600_000)
        booking.customer = customers.first { $0.id == customer }
        bookings.append(booking)
        return .success(booking)
    }

    private mutating func change(
        _ reference: Reference, _ body: (inout Booking) -> Void
    ) -> Result<Booking, BookingError> {
        guard let index = bookings.firstIndex(where: { $0.reference == reference }) else {
            return .failure(.notFound(reference))
        }
        body(&bookings[index])
        return .success(bookings[index])
    }
}
