import ArgumentParser
import Availability
import Booking
import BookingStore
import Glibc
import Postgres
import TestSupport

/// One desk, in a process of its own that may be killed at any moment: does one random thing after the other, and
/// keeps a journal.
struct DeskAtWork: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "desk", shouldDisplay: false)

    @Option var database: String
    @Option var journal: String
    @Option var seed: UInt64
    /// When to stop, in microseconds since 1970.
    @Option var until: Int64

    func run() throws {
        var work = try Work(self)
        while Journal.now < until { try work.step() }
    }
}

/// The desk's session and its dice.
private struct Work: ~Copyable {
    private var store: Store
    private let journal: Journal
    private var dice: Dice
    private let desk: Desk
    private let day: Instant
    private let until: Int64

    init(_ program: DeskAtWork) throws {
        var store = try Self.connect(try ConnectionParameters(program.database), until: program.until)
        let day = try store.ask(StressPractice.day)
        journal = try Journal(program.journal)
        dice = Dice(seed: program.seed)
        desk = Desk(staff: "Stress", terminal: "desk-\(program.seed)")
        until = program.until
        self.day = day
        self.store = store
    }

    /// A session may be killed before it is begun, too.
    private static func connect(_ parameters: ConnectionParameters, until: Int64) throws -> Store {
        while true {
            do {
                return try Store(parameters)
            } catch {
                guard Journal.now < until else { throw error }
                usleep(50_000)
            }
        }
    }

    mutating func step() throws {
        if dice.int(1...40) == 1 { _ = try? store.ask(Statement.expireHolds) }
        guard let action = nextAction() else { return }
        let intent = Intent(action, by: desk, request: RequestID(using: &dice))
        let isAnswered = try send(intent)
        // Once in a while an answer is not believed, as after a lost connection.
        if isAnswered, dice.int(1...8) == 1 { _ = try send(intent) }
    }

    private mutating func nextAction() -> Intent.Action? {
        let choice = dice.int(1...10)
        if choice <= 4 { return hold() }
        let question = StressPractice.someBooking(preferringHold: (5...7).contains(choice))
        guard let target = try? store.ask(question) else { return hold() }
        switch choice {
        case 5...7: return .confirm(target, customer: CustomerID(rawValue: Int64(dice.int(1...2))))
        case 8, 9: return .cancel(target, reason: "")
        default:
            let slot = slot()
            return .move(target, therapist: slot.therapist, room: slot.room, start: slot.start)
        }
    }

    private mutating func hold() -> Intent.Action {
        let slot = slot()
        return .hold(
            service: ServiceID(rawValue: Int32(dice.int(1...2))), therapist: slot.therapist, room: slot.room,
            start: slot.start, customer: nil)
    }

    /// One of few, so that desks meet.
    private mutating func slot() -> (therapist: TherapistID, room: RoomID, start: Instant) {
        let who = Int32(dice.int(1...StressPractice.therapists))
        let place = Int32(dice.int(1...StressPractice.rooms))
        return (TherapistID(rawValue: who), RoomID(rawValue: place), day.advanced(byMinutes: 15 * dice.int(0...23)))
    }

    /// Sends it until there is an answer, or the time is over; true when there is one.
    private mutating func send(_ intent: Intent) throws -> Bool {
        while true {
            var entry = Journal.Entry(intent)
            try journal.note(entry)
            let outcome = outcome(of: intent)
            (entry.told, entry.outcome, entry.booking) = (Journal.now, outcome.name, outcome.booking?.description)
            try journal.note(entry)
            if outcome.name != "unknown" { return true }
            guard Journal.now < until else { return false }
        }
    }

    private mutating func outcome(of intent: Intent) -> (name: String, booking: Reference?) {
        do {
            return ("done", try store.perform(intent).reference)
        } catch .booking(let error) {
            return Self.words(for: error)
        } catch .database(let error) where error.endsConnection {
            return ("unknown", nil)
        } catch {
            return ("\(error)", nil)
        }
    }

    private static func words(for error: BookingError) -> (name: String, booking: Reference?) {
        switch error {
        case .conflict(let conflict):
            if case .taken(let rival, _) = conflict.cause { ("taken", rival.reference) } else { ("contended", nil) }
        case .holdExpired(let booking): ("expired", booking.reference)
        case .alreadyConfirmed(let booking), .wrongStatus(let booking), .tooEarly(let booking):
            ("status", booking.reference)
        case .customerMissing(let booking): ("no customer", booking.reference)
        case .notBookable: ("not bookable", nil)
        case .notFound(let reference): ("missing", reference)
        }
    }
}

extension Journal.Entry {
    init(_ intent: Intent) {
        self.init(request: intent.request.description, action: "", asked: Journal.now)
        switch intent.action {
        case .hold(let service, let therapist, let room, let start, _):
            action = "hold"
            self.service = service.rawValue
            want(therapist, room, start)
        case .confirm(let reference, _): (action, target) = ("confirm", reference.description)
        case .cancel(let reference, _): (action, target) = ("cancel", reference.description)
        case .mark(let reference, _): (action, target) = ("mark", reference.description)
        case .move(let reference, let therapist, let room, let start):
            (action, target) = ("move", reference.description)
            want(therapist, room, start)
        }
    }

    private mutating func want(_ therapist: TherapistID, _ room: RoomID, _ start: Instant) {
        self.therapist = therapist.rawValue
        self.room = room.rawValue
        self.start = start.secondsSinceEpoch
    }
}
