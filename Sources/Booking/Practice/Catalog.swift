public import Availability

/// Who works in the practice, what it sells and where: names for the ids that the engine speaks of.
public struct Catalog: Sendable {
    public var practice: Practice
    public var services: [Service]
    public var therapists: [Therapist]
    public var rooms: [Room]

    public init(practice: Practice, services: [Service], therapists: [Therapist], rooms: [Room]) {
        self.practice = practice
        self.services = services
        self.therapists = therapists
        self.rooms = rooms
    }

    public func service(_ id: ServiceID) -> Service? { services.first { $0.id == id } }
    public func therapist(_ id: TherapistID) -> Therapist? { therapists.first { $0.id == id } }
    public func room(_ id: RoomID) -> Room? { rooms.first { $0.id == id } }
}
