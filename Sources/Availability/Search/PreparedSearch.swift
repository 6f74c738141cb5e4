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
    let therapistRows: RowTable
    let roomRows: RowTable
    let axis: StartAxis
    var ofTherapists: BitBoard
    var ofRooms: BitBoard
    /// Nil of whom it is not known yet, or not any more.
    var therapistRankings: [TherapistRanking?]
    var roomRankings: [RoomRanking?]

    /// Nil when the schedule has no such service.
    ///
    /// - Parameter span: The starts that will be asked about, half-open, at most the schedule's own span; all of that
    ///   unless given.
    public init?(_ schedule: Schedule, service: ServiceID, span: Interval? = nil) {
        guard let search = Search(schedule, service: service, span: span ?? schedule.span) else { return nil }
        self.init(search)
    }

    private init(_ search: Search) {
        let (schedule, service) = (search.schedule, search.service.id)
        self.search = search
        therapistIndices = schedule.therapists.indices.filter { schedule.therapists[$0].services.contains(service) }
        roomIndices = schedule.rooms.indices.filter { schedule.rooms[$0].services.contains(service) }
        therapists = therapistIndices.map { schedule.therapists[$0].id }
        rooms = roomIndices.map { schedule.rooms[$0].id }
        therapistRows = RowTable(schedule.therapists.map(\.id.rawValue), wanted: therapistIndices)
        roomRows = RowTable(schedule.rooms.map(\.id.rawValue), wanted: roomIndices)
        let offered = OfferedStarts(to: therapistIndices, therapists.indices, therapistRows, search)
        axis = offered.axis(search)
        ofTherapists = BitBoard(rows: therapists.count, columns: axis.count)
        ofRooms = BitBoard(rows: rooms.count, columns: axis.count, filled: true)
        therapistRankings = Array(repeating: nil, count: therapists.count)
        roomRankings = Array(repeating: nil, count: rooms.count)
        search.paint(offered, axis, on: &ofTherapists)
        for (row, room) in roomIndices.enumerated() { search.paint(schedule.rooms[room], row, axis, on: &ofRooms) }
        search.paintOccupancies(axis, therapistRows, on: &ofTherapists, roomRows, on: &ofRooms)
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
        let abutting = search.startsAbutting(search.startsWithTherapistBusy(with: occupancy))
        let fits = [abutting?.before, abutting?.after].allSatisfy { start in
            guard let start, search.span.seconds.contains(start) else { return true }
            return axis.column(at: start) != nil
        }
        guard fits else {
            self = PreparedSearch(search)
            return
        }
        if let row = therapistRows[occupancy.therapist.rawValue] { repaint(therapist: row) }
        if let row = roomRows[occupancy.room.rawValue] { repaint(room: row) }
    }
}
