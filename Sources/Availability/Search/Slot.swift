/// A start, a therapist and a room that can be booked together.
public struct Slot: Hashable, Sendable {
    public var start: Instant
    public var end: Instant
    public var therapist: TherapistID
    public var room: RoomID
    /// `end + recovery`.
    public var therapistReleased: Instant
    /// `end + turnover`.
    public var roomReleased: Instant
    /// Minutes of the therapist's time that taking this slot makes unsellable; 0 is snug.
    public var gapCost: Int

    public var isSnug: Bool { gapCost == 0 }

    public init(
        start: Instant, end: Instant, therapist: TherapistID, room: RoomID, therapistReleased: Instant,
        roomReleased: Instant, gapCost: Int
    ) {
        self.start = start
        self.end = end
        self.therapist = therapist
        self.room = room
        self.therapistReleased = therapistReleased
        self.roomReleased = roomReleased
        self.gapCost = gapCost
    }
}
