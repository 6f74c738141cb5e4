import Availability
import Booking
import BookingStore

/// The intents as a test says them.
extension Store {
    static var dana: Desk { Desk(staff: "Dana", terminal: "desk-1") }

    @discardableResult mutating func hold(
        _ service: ServiceID = TestPractice.swedish, therapist: Int32 = 1, room: Int32 = 1, at start: Instant,
        customer: CustomerID? = nil, request: RequestID = .random()
    ) throws(StoreError) -> Booking {
        let action = Intent.Action.hold(
            service: service, therapist: TherapistID(rawValue: therapist), room: RoomID(rawValue: room), start: start,
            customer: customer)
        return try perform(Intent(action, by: Self.dana, request: request))
    }

    @discardableResult mutating func confirm(
        _ booking: Booking, for customer: CustomerID? = TestPractice.jo, request: RequestID = .random()
    ) throws(StoreError) -> Booking {
        try perform(Intent(.confirm(booking.reference, customer: customer), by: Self.dana, request: request))
    }

    @discardableResult mutating func cancel(
        _ booking: Booking, because reason: String = "", request: RequestID = .random()
    ) throws(StoreError) -> Booking {
        try perform(Intent(.cancel(booking.reference, reason: reason), by: Self.dana, request: request))
    }

    @discardableResult mutating func mark(
        _ booking: Booking, as status: BookingStatus, request: RequestID = .random()
    ) throws(StoreError) -> Booking {
        try perform(Intent(.mark(booking.reference, as: status), by: Self.dana, request: request))
    }

    @discardableResult mutating func move(
        _ booking: Booking, therapist: Int32 = 1, room: Int32 = 1, to start: Instant, request: RequestID = .random()
    ) throws(StoreError) -> Booking {
        let action = Intent.Action.move(
            booking.reference, therapist: TherapistID(rawValue: therapist), room: RoomID(rawValue: room), start: start)
        return try perform(Intent(action, by: Self.dana, request: request))
    }
}

/// Why the practice or a rival is against what `body` does; nil when it is done. Any other failure is thrown on.
func refusal(_ body: () throws -> some Any) throws -> BookingError? {
    do {
        _ = try body()
        return nil
    } catch StoreError.booking(let error) {
        return error
    }
}

extension BookingError {
    /// The booking that is in the way, and what of this one it has.
    var blocker: (booking: Booking, resource: BookingConflictError.Resource)? {
        guard case .conflict(let conflict) = self, case .taken(let booking, let resource) = conflict.cause else {
            return nil
        }
        return (booking, resource)
    }
}
