extension Schedule {
    /// All that keeps a (start, therapist, room) from being booked, rule by rule: empty if and only if
    /// `slots(for:)` lists it for a query over the schedule's span.
    ///
    /// Where the schedule cannot tell (a service, therapist or room that it does not have, a start outside its span),
    /// that is the reason, and the rules that need it are not looked at.
    public func reasons(service id: ServiceID, start: Instant, therapist: TherapistID, room: RoomID) -> [Reason] {
        let search = Search(self, service: id)
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
        let busy = schedule.occupancies.indices.filter { schedule.occupancies[$0].therapist == therapist.id }
        let rules = rules(for: therapist, occupancies: busy)
        var reasons: [Reason] = therapist.services.contains(service.id) ? [] : [.serviceNotDone(by: therapist.id)]
        if !rules.isInsideHours(start.secondsSinceEpoch) {
            reasons.append(.outsideHours(therapist.id, window: rules.window(at: start)))
        }
        for obstacle in rules.obstacles(at: start.secondsSinceEpoch) {
            switch obstacle {
            case .past: reasons.append(.past(now: schedule.now))
            case .off(let interval): reasons.append(.timeOff(therapist.id, interval))
            case .booking(let index):
                reasons.append(.therapistBusy(therapist.id, therapistBlocker(schedule.occupancies[index], at: start)))
            }
        }
        return reasons + gridReasons(at: start, rules)
    }

    fileprivate func reasons(at start: Instant, _ room: RoomSchedule) -> [Reason] {
        let busy = schedule.occupancies.indices.filter { schedule.occupancies[$0].room == room.id }
        let rules = rules(for: room, occupancies: busy)
        var reasons: [Reason] = room.services.contains(service.id) ? [] : [.serviceDoesNotFit(room.id)]
        if !rules.isInsideHours(start.secondsSinceEpoch) {
            reasons.append(.roomNotOpen(room.id, window: rules.window(at: start.advanced(byMinutes: -service.prep))))
        }
        for obstacle in rules.obstacles(at: start.secondsSinceEpoch) {
            switch obstacle {
            case .past: reasons.append(.past(now: schedule.now))
            case .off(let interval): reasons.append(.roomClosed(room.id, interval))
            case .booking(let index):
                reasons.append(.roomBusy(room.id, roomBlocker(schedule.occupancies[index], at: start)))
            }
        }
        return reasons
    }

    /// A start outside all windows has no grid to be off.
    private func gridReasons(at start: Instant, _ rules: StartRules) -> [Reason] {
        guard let opening = rules.opening(holding: start) else { return [] }
        let offered = offeredStarts(rules)
        let second = start.secondsSinceEpoch
        guard offered.first(notBefore: second) != second else { return [] }
        let before = offered.lastStep(notAfter: second).filter(opening.starts.contains)
        let after = offered.firstStep(notBefore: second).filter(opening.starts.contains)
        return [
            .offGrid(
                before: before.map(Instant.init(secondsSinceEpoch:)), after: after.map(Instant.init(secondsSinceEpoch:))
            )
        ]
    }

    private func therapistBlocker(_ booking: Occupancy, at start: Instant) -> Reason.Blocker {
        let wanted = service.therapistFootprint.interval(at: start)
        return blocker(booking, wanted, after: .recovery, until: booking.therapistReleased)
    }

    private func roomBlocker(_ booking: Occupancy, at start: Instant) -> Reason.Blocker {
        let wanted = service.roomFootprint.interval(at: start)
        return blocker(booking, wanted, after: .turnover, until: booking.roomReleased)
    }

    /// Names the appointment wherever it is in the way itself, else the buffer that is.
    private func blocker(
        _ booking: Occupancy, _ wanted: Interval, after: Reason.Blocker.Part, until: Instant
    ) -> Reason.Blocker {
        let part: Reason.Blocker.Part =
            if wanted.start >= booking.ends { after } else if wanted.end <= booking.starts { .prep } else {
                .appointment
            }
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
