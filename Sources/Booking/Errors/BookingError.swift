public import Availability

/// Why a booking was not made or changed: the closed set that the desk and the command line switch over.
public enum BookingError: Error, Hashable, Sendable {
    /// Somebody else has the therapist or the room.
    case conflict(BookingConflictError)
    /// The hold ran out before it was confirmed.
    case holdExpired(Booking)
    /// Confirmed before, by this desk or another.
    case alreadyConfirmed(Booking)
    /// The rules of the practice are against it.
    case notBookable([Reason])
    /// The booking's state allows no such change (a cancelled one cannot be confirmed).
    case wrongStatus(Booking)
    /// The appointment is not near enough for what was to be said of it.
    case tooEarly(Booking)
    /// A confirmed booking must have a customer.
    case customerMissing(Booking)
    /// There is no such booking.
    case notFound(Reference)
}

/// A race that another desk won, or a slot that was taken before.
public struct BookingConflictError: Error, Hashable, Sendable {
    public enum Resource: String, Hashable, Sendable {
        case therapist, room
    }

    public enum Cause: Hashable, Sendable {
        /// The booking that has it, and which of the two it has.
        case taken(by: Booking, Resource)
        /// So many desks wanted it at once that the database gave up for now; nobody is known to have it.
        case contended
    }

    public var cause: Cause

    public init(_ cause: Cause) {
        self.cause = cause
    }
}
