/// What is looked for in a `Schedule`.
public struct SlotQuery: Hashable, Sendable {
    public var service: ServiceID
    /// The starts that are wanted, half-open; at most the schedule's span is searched.
    public var span: Interval
    /// Nil: anybody who does the service.
    public var therapist: TherapistID?
    /// Nil: any room that fits.
    public var room: RoomID?

    public init(service: ServiceID, span: Interval, therapist: TherapistID? = nil, room: RoomID? = nil) {
        self.service = service
        self.span = span
        self.therapist = therapist
        self.room = room
    }
}
