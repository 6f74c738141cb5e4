import Availability
import Booking

/// A booking of the diary.
struct DemoEntry {
    var reference: String
    var service: Service
    var therapist: TherapistID
    var room: RoomID
    /// Which of the customers; nil: a hold for nobody yet.
    var customer: Int?
    var starts: Instant
    var status: BookingStatus
    var made: Instant
    var desk: Desk

    var occupancy: Occupancy {
        let ends = starts.advanced(byMinutes: service.times.duration)
        return Occupancy(
            reference: reference, therapist: therapist, room: room,
            blockedFrom: starts.advanced(byMinutes: -service.times.prep), starts: starts, ends: ends,
            therapistReleased: ends.advanced(byMinutes: service.times.recovery),
            roomReleased: ends.advanced(byMinutes: service.times.turnover))
    }
}
