/// One service looked for in one schedule, kept: what can be booked is a bit for each start of each therapist and of
/// each room, so that asking again costs next to nothing, and a booking that comes or goes is two rows painted anew.
///
/// A desk asks `offers(in:)`, which ranks. Whoever wants the bare facts in bulk asks for `openStarts(in:)`, or for
/// triples. All of them list exactly what `Schedule.reasons(service:start:therapist:room:)` has nothing against.
public struct PreparedSearch: Sendable {
    var search: Search
    /// Those who do the service, as indices among the schedule's.
    let therapistIndices: [Int]
    let roomIndices: [Int]
    /// Those who do the service: what `OpenStart.therapists` stands for.
    public let therapists: [TherapistID]
    /// The rooms that it fits.
    public let rooms: [RoomID]
    let axis: StartAxis
    var ofTherapists: BitBoard
    var ofRooms: BitBoard
    /// Nil before anybody has asked for a ranked list.
    var rankings: Rankings?

    /// Nil when the schedule has no such service.
    ///
    /// - Parameter span: The starts that will be asked about, half-open, at most the schedule's own span; all of that
    ///   unless given.
    public init?(_ schedule: Schedule, service: ServiceID, span: Interval? = nil) {
        guard let search = Search(schedule, service: service, span: span ?? schedule.span) else { return nil }
        self.init(search)
    }

    private init(_ search: consuming Search) {
        self.search = search
        let service = self.search.service.id
        therapistIndices = self.search.schedule.therapists.indices { $0.does(service) }
        roomIndices = self.search.schedule.rooms.indices { $0.fits(service) }
        therapists = self.search.schedule.therapists.lazy.filter { $0.does(service) }.map(\.id)
        rooms = self.search.schedule.rooms.lazy.filter { $0.fits(service) }.map(\.id)
        let offered = OfferedStarts(to: therapistIndices, therapists.indices, self.search)
        axis = offered.axis(self.search)
        ofTherapists = BitBoard(rows: therapists.count, columns: axis.count)
        ofRooms = BitBoard(rows: rooms.count, columns: axis.count, filled: true)
        self.search.paint(offered, axis, on: &ofTherapists)
        for (row, room) in roomIndices.enumerated() { self.search.paint(room: room, row, axis, on: &ofRooms) }
    }

    /// Takes a booking into account that has been made since.
    public mutating func book(_ occupancy: Occupancy) {
        search.schedule.occupancies.append(occupancy)
        repaint(occupancy)
    }

    /// Forgets a booking that is gone, or that is being moved and so must not block itself.
    public mutating func release(_ reference: String) {
        let gone = search.schedule.occupancies.filter { $0.reference == reference }
        search.schedule.occupancies.removeAll { $0.reference == reference }
        for occupancy in gone { repaint(occupancy) }
    }

    /// Paints anew what a booking that has come or gone can touch. One that abuts where no start could be until now
    /// needs an axis of its own.
    private mutating func repaint(_ occupancy: Occupancy) {
        let abutting = search.startsAbutting(search.startsWithTherapistBusy(occupancy.timeOfTherapist(0)))
        let fits = [abutting?.before, abutting?.after].allSatisfy { start in
            guard let start, search.span.seconds.contains(start) else { return true }
            return axis.column(at: start) != nil
        }
        guard fits else {
            self = PreparedSearch(search)
            return
        }
        if let row = therapists.firstIndex(of: occupancy.therapist) { repaint(therapist: row) }
        if let row = rooms.firstIndex(of: occupancy.room) { repaint(room: row) }
    }
}

extension Array {
    /// The indices of the elements that are wanted.
    fileprivate func indices(where isWanted: (Element) -> Bool) -> [Int] {
        var indices: [Int] = []
        indices.reserveCapacity(count)
        for index in self.indices where isWanted(self[index]) { indices.append(index) }
        return indices
    }
}
