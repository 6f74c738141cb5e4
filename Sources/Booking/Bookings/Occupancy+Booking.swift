public import Availability

extension Occupancy {
    /// What a booking takes of its therapist and room; whether it still does is for the caller to know.
    public init(_ booking: Booking) {
        self.init(
            reference: booking.reference.description, therapist: booking.therapist.id, room: booking.room.id,
            blockedFrom: booking.blockedFrom, starts: booking.starts, ends: booking.ends,
            therapistReleased: booking.therapistReleased, roomReleased: booking.roomReleased)
    }
}
