/// What can be booked at one start: each of some therapists, in each of some rooms.
///
/// Whether a therapist can be had and whether a room can are questions apart, so one start is the product of two sets.
public struct OpenStart: Hashable, Sendable {
    public let start: Instant
    /// Among `PreparedSearch.therapists`.
    public let therapists: Members
    /// Among `PreparedSearch.rooms`.
    public let rooms: Members

    /// How many (start, therapist, room) that is.
    public var count: Int { therapists.count * rooms.count }
}

/// A set of up to 64 neighbours in a list, as the bits of a word: a sequence of their indices, ascending.
public struct Members: Hashable, Sendable {
    /// Bit `i` stands for the element at `offset + i`.
    public let bits: UInt64
    public let offset: Int

    init(bits: UInt64, offset: Int) {
        self.bits = bits
        self.offset = offset
    }

    public var count: Int { bits.nonzeroBitCount }
}

extension Members: Sequence {
    public struct Iterator: IteratorProtocol {
        fileprivate var bits: UInt64
        fileprivate let offset: Int

        @inline(__always)
        public mutating func next() -> Int? {
            guard bits != 0 else { return nil }
            defer { bits &= bits - 1 }
            return offset + bits.trailingZeroBitCount
        }
    }

    @inline(__always)
    public func makeIterator() -> Iterator { Iterator(bits: bits, offset: offset) }
}

/// A start, a therapist and a room that can be booked together, and nothing else about them.
public struct Triple: Hashable, Sendable {
    public var start: Instant
    public var therapist: TherapistID
    public var room: RoomID

    public init(start: Instant, therapist: TherapistID, room: RoomID) {
        self.start = start
        self.therapist = therapist
        self.room = room
    }
}
