/// Names one service of the practice; the database's key.
public struct ServiceID: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    public static func < (left: ServiceID, right: ServiceID) -> Bool { left.rawValue < right.rawValue }
}

/// Names one therapist of the practice; the database's key.
public struct TherapistID: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    public static func < (left: TherapistID, right: TherapistID) -> Bool { left.rawValue < right.rawValue }
}

/// Names one room of the practice; the database's key.
public struct RoomID: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    public static func < (left: RoomID, right: RoomID) -> Bool { left.rawValue < right.rawValue }
}
