/// What the rules say to every start of one service on behalf of one therapist, or of one room.
struct StartRules {
    /// A working or opening window with the starts that fit into it.
    struct Opening: Sendable {
        var window: Interval
        /// In seconds since the epoch; empty when the service is too long.
        var starts: Range<Int64>
    }

    /// Starts that one thing forbids.
    struct Ban: Sendable {
        var starts: Range<Int64>
        var obstacle: Obstacle
    }

    enum Obstacle: Hashable, Sendable {
        /// The database's clock has gone past it.
        case past
        /// Time off, or a closure.
        case off(Interval)
        /// The booking with this index among the schedule's occupancies.
        case booking(Int)
    }

    /// Ascending and apart.
    private(set) var openings: [Opening]
    /// Ascending by their first start; they may overlap.
    private(set) var bans: [Ban]

    init(openings: [Opening], bans: [Ban]) {
        self.openings = openings
        self.bans = bans.filter { !$0.starts.isEmpty }.sorted { $0.starts.lowerBound < $1.starts.lowerBound }
    }

    /// The starts that nothing is against, as ranges as long as can be, ascending and apart.
    func free() -> [Range<Int64>] {
        var free: [Range<Int64>] = []
        var banned = Int64.min
        var next = 0
        for opening in openings {
            var from = max(opening.starts.lowerBound, banned)
            while next < bans.count, bans[next].starts.lowerBound < opening.starts.upperBound {
                let ban = bans[next].starts
                if from < ban.lowerBound { free.append(from..<ban.lowerBound) }
                from = max(from, ban.upperBound)
                banned = max(banned, ban.upperBound)
                next += 1
            }
            if from < opening.starts.upperBound { free.append(from..<opening.starts.upperBound) }
        }
        return free
    }

    /// What forbids `start`, in the order of time.
    func obstacles(at start: Int64) -> [Obstacle] {
        bans.filter { $0.starts.contains(start) }.map(\.obstacle)
    }

    /// Whether some window holds all that it must of a booking at `start`.
    func isInsideHours(_ start: Int64) -> Bool {
        openings.contains { $0.starts.contains(start) }
    }

    /// The opening whose window holds `moment`.
    func opening(holding moment: Instant) -> Opening? {
        openings.first { $0.window.contains(moment) }
    }

    /// The window that holds `moment`, or else what time off or closures leave of the next one that they do not cover: its
    /// first piece.
    func window(at moment: Instant) -> Interval? {
        let ahead = openings.lazy.map(\.window).filter { moment < $0.end }
        guard let next = ahead.first, !next.contains(moment) else { return ahead.first }
        return ahead.compactMap(firstPiece).first
    }

    /// What comes first of a window outside time off or closures; nil when they cover it.
    private func firstPiece(of window: Interval) -> Interval? {
        let away = bans.compactMap { ban -> Interval? in
            if case .off(let away) = ban.obstacle, away.overlaps(window) { away } else { nil }
        }
        var start = window.start
        while let over = away.first(where: { $0.contains(start) }) { start = over.end }
        guard start < window.end else { return nil }
        return Interval(start, away.map(\.start).filter { $0 > start }.min() ?? window.end)
    }
}

extension Search {
    func rules(for therapist: TherapistSchedule) -> StartRules {
        let past = StartRules.Ban(starts: pastStarts, obstacle: .past)
        let away = therapist.timeOff.map {
            StartRules.Ban(starts: startsOfAppointment(meeting: $0), obstacle: .off($0))
        }
        let busy = schedule.occupancies.busyTimes(of: therapist.id).map {
            StartRules.Ban(starts: startsWithTherapistBusy($0), obstacle: .booking($0.booking))
        }
        return StartRules(
            openings: windows(of: therapist).map {
                StartRules.Opening(window: $0, starts: startsOfAppointment(inside: $0))
            }, bans: [past] + away + busy)
    }

    func rules(for room: RoomSchedule) -> StartRules {
        let closed = room.closures.map { StartRules.Ban(starts: startsInRoom(meeting: $0), obstacle: .off($0)) }
        let busy = schedule.occupancies.busyTimes(of: room.id).map {
            StartRules.Ban(starts: startsWithRoomBusy($0), obstacle: .booking($0.booking))
        }
        return StartRules(
            openings: windows(of: room).map { StartRules.Opening(window: $0, starts: startsInRoom(inside: $0)) },
            bans: closed + busy)
    }
}
