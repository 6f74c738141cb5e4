/// The bookings of a schedule that occupy somebody, in any order.
///
/// They are filed by therapist and by room, so that a search goes through the times of those it is about, and looks
/// nobody up. Filing a list takes about as long as one search. Appending one moves those that are filed behind it, which is
/// quick, but not for thousands one by one; taking some out files all others anew.
public struct Occupancies: Sendable {
    private var bookings: [Occupancy]
    private var ofTherapists: BusyTimes
    private var ofRooms: BusyTimes

    /// All of these, in their order.
    public init(_ bookings: [Occupancy]) {
        self.bookings = bookings
        // Where they lie: none is copied, and no count of references touched.
        (ofTherapists, ofRooms) = bookings.withUnsafeBufferPointer { bookings in
            (
                BusyTimes(
                    count: bookings.count, id: { bookings[$0].therapist.rawValue },
                    time: { bookings[$0].timeOfTherapist($0) }),
                BusyTimes(
                    count: bookings.count, id: { bookings[$0].room.rawValue }, time: { bookings[$0].timeOfRoom($0) })
            )
        }
    }

    /// Adds one at the end.
    public mutating func append(_ booking: Occupancy) {
        ofTherapists.append(booking.timeOfTherapist(bookings.count), of: booking.therapist.rawValue)
        ofRooms.append(booking.timeOfRoom(bookings.count), of: booking.room.rawValue)
        bookings.append(booking)
    }

    /// Takes out those that `isGone` names; the others keep their order.
    public mutating func removeAll(where isGone: (Occupancy) throws -> Bool) rethrows {
        let kept = try bookings.filter { try !isGone($0) }
        if kept.count < bookings.count { self = Occupancies(kept) }
    }

    /// When a therapist is kept busy, in the order of the bookings.
    func busyTimes(of therapist: TherapistID) -> ArraySlice<BusyTime> { ofTherapists[therapist.rawValue] }

    /// When a room is.
    func busyTimes(of room: RoomID) -> ArraySlice<BusyTime> { ofRooms[room.rawValue] }
}

extension Occupancies: RandomAccessCollection, ExpressibleByArrayLiteral {
    public var startIndex: Int { 0 }
    public var endIndex: Int { bookings.count }
    public subscript(index: Int) -> Occupancy { bookings[index] }

    public init(arrayLiteral bookings: Occupancy...) {
        self.init(bookings)
    }
}

extension Occupancy {
    /// What the booking with that index takes of its therapist's time.
    func timeOfTherapist(_ index: Int) -> BusyTime {
        BusyTime(from: blockedFrom, until: therapistReleased, booking: index)
    }

    /// And of its room's.
    func timeOfRoom(_ index: Int) -> BusyTime {
        BusyTime(from: blockedFrom, until: roomReleased, booking: index)
    }
}
