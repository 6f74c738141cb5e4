/// One rule that keeps a (start, therapist, room) from being booked, with what blocks it and until when.
public enum Reason: Hashable, Sendable {
    /// The practice sells no such service, or has no such therapist or room.
    case unknownService(ServiceID)
    case unknownTherapist(TherapistID)
    case unknownRoom(RoomID)
    case serviceNotDone(by: TherapistID)
    case serviceDoesNotFit(RoomID)
    /// The start is before the database's clock.
    case past(now: Instant)
    /// The start lies outside the span that the schedule was read for.
    case outsideSpan(Interval)
    /// No step of the grid and nothing it abuts; the nearest starts of that working window that can be booked, where there
    /// are any within a day.
    case offGrid(before: Instant?, after: Instant?)
    /// `[start, end)` does not lie inside one working window; the one that holds the start, or else what time off leaves
    /// of the next one.
    case outsideHours(TherapistID, window: Interval?)
    case timeOff(TherapistID, Interval)
    case therapistBusy(TherapistID, Blocker)
    /// The room's blocked range does not lie inside one of its opening windows; the one that holds its begin, or else
    /// what closures leave of the next one.
    case roomNotOpen(RoomID, window: Interval?)
    case roomClosed(RoomID, Interval)
    case roomBusy(RoomID, Blocker)

    /// The booking in the way, and the part of it that is.
    public struct Blocker: Hashable, Sendable {
        public enum Part: Hashable, Sendable {
            case prep, appointment
            /// Of the therapist.
            case recovery
            /// Of the room.
            case turnover
        }

        public var reference: String
        public var part: Part
        /// When the booking releases the therapist, or the room.
        public var until: Instant

        public init(reference: String, part: Part, until: Instant) {
            self.reference = reference
            self.part = part
            self.until = until
        }
    }
}
