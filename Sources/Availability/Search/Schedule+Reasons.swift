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
        if let knownTherapist { reasons += search.reasons(at: start, knownTherapist) }
        if let knownRoom { reasons += search.reasons(at: start, knownRoom) }
        return reasons
    }
}

extension Search {
    fileprivate func reasons(at start: Instant, _ therapist: TherapistSchedule) -> [Reason] {
        let id = therapist.id
        let rules = rules(for: therapist)
        let wanted = service.therapistFootprint.interval(at: start)
        let broken = broken(
            rules, at: start, outside: .outsideHours(id, window: rules.window(at: start)),
            off: { .timeOff(id, $0) },
            busy: { .therapistBusy(id, blocker($0, wanted, after: .recovery, until: $0.therapistReleased)) })
        return (therapist.does(service.id) ? [] : [.serviceNotDone(by: id)]) + broken
            + gridReasons(at: start, rules)
    }

    fileprivate func reasons(at start: Instant, _ room: RoomSchedule) -> [Reason] {
        let id = room.id
        let rules = rules(for: room)
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
    private func gridReasons(at start: Instant, _ rules: StartRules) -> [Reason] {
        guard let opening = rules.opening(holding: start) else { return [] }
        let steps = steps(in: rules.openings.map(\.window)[...])
        let second = start.secondsSinceEpoch
        guard steps.first(notBefore: second) != second, !abuts(second, rules) else { return [] }
        let before = steps.last(notAfter: second).filter(opening.starts.contains)
        let after = steps.first(notBefore: second).filter(opening.starts.contains)
        return [
            .offGrid(
                before: before.map(Instant.init(secondsSinceEpoch:)), after: after.map(Instant.init(secondsSinceEpoch:))
            )
        ]
    }

    private func abuts(_ start: Int64, _ rules: StartRules) -> Bool {
        rules.openings.contains { startAbuttingEnd(of: $0.window) == start }
            || rules.bans.contains { ban in
                guard case .booking = ban.obstacle, let starts = startsAbutting(ban.starts) else { return false }
                return starts.before == start || starts.after == start
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

extension Optional {
    fileprivate func filter(_ isWanted: (Wrapped) -> Bool) -> Wrapped? {
        flatMap { isWanted($0) ? $0 : nil }
    }
}
