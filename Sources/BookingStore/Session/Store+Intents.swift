import Availability
public import Booking
import Glibc
public import Postgres

extension Store {
    /// Does what the intent says, once, whatever happens on the way.
    ///
    /// What two desks collide in is tried again, at most twice within half a second. When the connection is lost the
    /// intent is sent again under its own name over a new one: the database then answers with what it did before, or
    /// does it now.
    ///
    /// - Throws: `.booking` when rules or rivals are against it, `.database` when the outcome cannot be learned.
    public mutating func perform(_ intent: Intent) throws(StoreError) -> Booking {
        let result = try answer(to: intent)
        switch result {
        case .success(let booking): return booking
        case .failure(.notBookable): throw .booking(.notBookable(try reasons(against: intent)))
        case .failure(let error): throw .booking(error)
        }
    }

    private mutating func answer(to intent: Intent) throws(StoreError) -> Result<Booking, BookingError> {
        let statement = Statement.perform(intent)
        var retries = 0
        var hasReconnected = false
        while true {
            do {
                return try ask(statement)
            } catch .database(let error) where error.isCollision {
                guard retries < 2 else { return .failure(.conflict(BookingConflictError(.contended))) }
                retries += 1
                usleep(.random(in: 20_000...200_000))
            } catch .database(let error) where error.endsConnection && !hasReconnected {
                hasReconnected = true
                guard reconnectPatiently() else { throw .database(error) }
            }
        }
    }

    /// A server that restarts, or whose standby takes over, is back within seconds: three tries, about a second apart.
    /// False when it stays away, or is no longer one that this program fits.
    private mutating func reconnectPatiently() -> Bool {
        for pause in [0, 700_000, 1_300_000] as [UInt32] {
            usleep(pause == 0 ? 0 : pause + .random(in: 0...200_000))
            do {
                try reconnect()
                return true
            } catch .database {
                continue
            } catch {
                return false
            }
        }
        return false
    }

    /// What the engine says against an intent that the database found not bookable.
    private mutating func reasons(against intent: Intent) throws(StoreError) -> [Reason] {
        let wanted: (service: ServiceID, therapist: TherapistID, room: RoomID, start: Instant)
        var exempt: Reference?
        switch intent.action {
        case .hold(let service, let therapist, let room, let start, _): wanted = (service, therapist, room, start)
        case .move(let reference, let therapist, let room, let start):
            guard let moved = try ask(Statement.booking(reference)) else { throw .booking(.notFound(reference)) }
            wanted = (moved.service.id, therapist, room, start)
            exempt = reference
        case .confirm, .cancel, .mark: return []
        }
        let span = Interval(wanted.start, wanted.start.advanced(byMinutes: 1))
        let schedule = try practiceSchedule(over: span).schedule
        return (exempt.map { schedule.leavingOut($0.description) } ?? schedule).reasons(
            service: wanted.service, start: wanted.start, therapist: wanted.therapist, room: wanted.room)
    }
}

extension PostgresError {
    /// Two transactions got in each other's way; the loser was rolled back and may try again.
    ///
    /// An exclusion violation is one of them: the functions look before they write, so the rival came in between, and
    /// the next look names it.
    public var isCollision: Bool {
        switch serverError?.sqlState {
        case .exclusionViolation, .deadlockDetected, .serializationFailure, .lockNotAvailable: true
        default: false
        }
    }
}
