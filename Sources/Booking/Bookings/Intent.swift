public import Availability

/// What a desk wants to be done to a booking, by whom, and the name under which it is done once.
public struct Intent: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        /// Keep this slot from others for the practice's hold length; the customer may not be known yet.
        case hold(service: ServiceID, therapist: TherapistID, room: RoomID, start: Instant, customer: CustomerID?)
        /// Make a hold a booking. A customer given here replaces the hold's own.
        case confirm(Reference, customer: CustomerID?)
        /// Give the slot back. The reason is for the history; it may be empty.
        case cancel(Reference, reason: String)
        /// Another time, therapist or room for a hold or a confirmed booking.
        case move(Reference, therapist: TherapistID, room: RoomID, start: Instant)
        /// Say of a booking whether the customer came: `checkedIn`, `completed` or `noShow`, or `confirmed` to take that
        /// back.
        case mark(Reference, as: BookingStatus)
    }

    public var request: RequestID
    public var action: Action
    public var desk: Desk

    public init(_ action: Action, by desk: Desk, request: RequestID = .random()) {
        self.request = request
        self.action = action
        self.desk = desk
    }
}
