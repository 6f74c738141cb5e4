extension Schedule {
    /// All that keeps a (start, therapist, room) from being booked, rule by rule: empty if and only if
    /// `slots(for:)` lists it for a query over the schedule's span.
    ///
    /// Where the schedule cannot tell (a service, therapist or room that it does not have, a start outside its span),
    /// that is the reason, and the rules that need it are not looked at.
    public func reasons(service id: ServiceID, start: Instant, therapist: TherapistID, room: RoomID) -> [Reason] {
        let search = Search(self, service: id, span: span)
        let knownTherapist = therapists.first { $0.id == therapist }
        let knownRoom = rooms.first { $0.id == room }
        var reasons: [Reason] = search == nil ? [.unknownService(id)] : []
        if knownTherapist == nil { reasons.append(.unknownTherapist(therapist)) }
        if knownRoom == nil { reasons.append(.unknownRoom(room)) }
        guard span.contains(start) else { return reasons + [.outsideSpan(span)] }
        guard let search else { return reasons }
        let roomRules = knownRoom.map { search.rules(for: $0) }
        if let knownTherapist { reasons += search.reasons(at: start, knownTherapist, roomRules) }
        if let knownRoom, let roomRules { reasons += search.reasons(at: start, knownRoom, roomRules) }
        return reasons
    }
}

extension Search {
    /// - Parameter room: The rules of the room, which the nearest starts that are named have to keep, too.
    fileprivate func reasons(at start: Instant, _ therapist: TherapistSchedule, _ room: StartRules?) -> [Reason] {
        let id = therapist.id
        let rules = rules(for: therapist)
        let wanted = service.therapistFootprint.interval(at: start)
        let broken = broken(
            rules, at: start, outside: .outsideHours(id, window: rules.window(at: start)),
            off: { .timeOff(id, $0) },
            busy: { .therapistBusy(id, blocker($0, wanted, after: .recovery, until: $0.therapistReleased)) })
        return (therapist.does(service.id) ? [] : [.serviceNotDone(by: id)]) + broken
            + gridReasons(at: start, rules, room)
    }

    fileprivate func reasons(at start: Instant, _ room: RoomSchedule, _ rules: StartRules) -> [Reason] {
        let id = room.id
        let wanted = service.roomFootprint.interval(at: start)
        let broken = broken(
            rules, at: start, outside: .roomNotOpen(id, window: rules.window(at: wanted.start)),
            off: { .roomClosed(id, $0) },
            busy: { .roomBusy(id, blocker($0, wanted, after: .turnover, until: $0.roomReleased)) })
        return (room.fits(service.id) ? [] : [.serviceDoesNotFit(id)]) + broken
    }

    /// What the rules about time have against a start, in the words of a therapist's or a room's reasons.
    private func broken(
        _ rules: StartRules, at start: Instant, outside: Reason, off: (Interval) -> Reason,
        busy: (Occupancy) -> Reason
    ) -> [Reason] {
        let second = start.secondsSinceEpoch
        let obstacles = rules.obstacles(at: second).map { obstacle in
            switch obstacle {
            case .past: Reason.past(now: schedule.now)
            case .off(let interval): off(interval)
            case .booking(let index): busy(schedule.occupancies[index])
            }
        }
        return (rules.isInsideHours(second) ? [] : [outside]) + obstacles
    }

    /// A start outside all windows has no grid to be off.
    private func gridReasons(at start: Instant, _ rules: StartRules, _ room: StartRules?) -> [Reason] {
        guard let opening = rules.opening(holding: start) else { return [] }
        let steps = steps(in: rules.openings.map(\.window)[...])
        let second = start.secondsSinceEpoch
        guard steps.first(notBefore: second) != second, !abuts(second, rules) else { return [] }
        let isFree = { (other: Int64) in
            opening.starts.contains(other) && rules.obstacles(at: other).isEmpty
                && room.map { $0.isInsideHours(other) && $0.obstacles(at: other).isEmpty } ?? true
        }
        let first = max(opening.starts.lowerBound, second - Self.nearby)
        let last = min(opening.starts.upperBound, second + Self.nearby)
        let abutting = abuttingStarts(rules).filter { first <= $0 && $0 <= last && isFree($0) }
        let before = [steps.last(before: second, downTo: first, where: isFree)] + abutting.filter { $0 < second }
        let after = [steps.first(after: second, upTo: last, where: isFree)] + abutting.filter { $0 > second }
        return [
            .offGrid(
                before: before.compactMap(\.self).max().map(Instant.init(secondsSinceEpoch:)),
                after: after.compactMap(\.self).min().map(Instant.init(secondsSinceEpoch:)))
        ]
    }

    /// How far from a start that is not offered others are looked for, in seconds: no further than the bookings are
    /// known that a schedule of one moment is read with.
    private static let nearby: Int64 = 86_400

    private func abuts(_ start: Int64, _ rules: StartRules) -> Bool {
        abuttingStarts(rules).contains(start)
    }

    /// The starts that leave no gap to a booking or to the end of a window, free or not.
    private func abuttingStarts(_ rules: StartRules) -> [Int64] {
        let ends = rules.openings.compactMap { startAbuttingEnd(of: $0.window) }
        return ends
            + rules.bans.flatMap { ban -> [Int64] in
                guard case .booking = ban.obstacle, let starts = startsAbutting(ban.starts) else { return [] }
                return [starts.before, starts.after]
            }
    }

    /// Names the appointment wherever it is in the way itself, else the buffer that is.
    private func blocker(
        _ booking: Occupancy, _ wanted: Interval, after: Reason.Blocker.Part, until: Instant
    ) -> Reason.Blocker {
        var part = Reason.Blocker.Part.appointment
        if wanted.start >= booking.ends { part = after }
        if wanted.end <= booking.starts { part = .prep }
        return Reason.Blocker(reference: booking.reference, part: part, until: until)
    }
}

extension Footprint {
    fileprivate func interval(at start: Instant) -> Interval {
        Interval(
            Instant(secondsSinceEpoch: start.secondsSinceEpoch - lead),
            Instant(secondsSinceEpoch: start.secondsSinceEpoch + tail))
    }
}
