import Availability

/// What a reason says is in the way, and until when.
enum NamedBlocker: Hashable {
    case therapistsBooking(Reason.Blocker)
    case roomsBooking(Reason.Blocker)
    case timeOff(Interval)
    case closure(Interval)
}

extension Reason {
    /// Nil for the rules that nothing in particular breaks.
    var blocker: NamedBlocker? {
        switch self {
        case .therapistBusy(_, let blocker): .therapistsBooking(blocker)
        case .roomBusy(_, let blocker): .roomsBooking(blocker)
        case .timeOff(_, let interval): .timeOff(interval)
        case .roomClosed(_, let interval): .closure(interval)
        default: nil
        }
    }
}

extension World {
    /// All that is in the way of a start, found by looking at everything there is.
    func blockers(
        of service: ServiceTimes, at start: Instant, _ therapist: TherapistSchedule, _ room: RoomSchedule
    ) -> Set<NamedBlocker> {
        let end = start.advanced(byMinutes: service.duration)
        let blocked = start.advanced(byMinutes: -service.prep)
        let ofTherapist = Interval(blocked, end.advanced(byMinutes: service.recovery))
        let ofRoom = Interval(blocked, end.advanced(byMinutes: service.turnover))
        var blockers: Set<NamedBlocker> = []
        for off in therapist.timeOff where off.overlaps(Interval(start, end)) { blockers.insert(.timeOff(off)) }
        for closure in room.closures where closure.overlaps(ofRoom) { blockers.insert(.closure(closure)) }
        for booking in schedule.occupancies {
            if booking.therapist == therapist.id,
                ofTherapist.overlaps(Interval(booking.blockedFrom, booking.therapistReleased))
            {
                let part = part(of: booking, meeting: ofTherapist, after: .recovery)
                let until = booking.therapistReleased
                blockers.insert(
                    .therapistsBooking(Reason.Blocker(reference: booking.reference, part: part, until: until)))
            }
            if booking.room == room.id, ofRoom.overlaps(Interval(booking.blockedFrom, booking.roomReleased)) {
                let part = part(of: booking, meeting: ofRoom, after: .turnover)
                let until = booking.roomReleased
                blockers.insert(.roomsBooking(Reason.Blocker(reference: booking.reference, part: part, until: until)))
            }
        }
        return blockers
    }

    /// The appointment where that is met, else the buffer that is.
    private func part(
        of booking: Occupancy, meeting wanted: Interval, after: Reason.Blocker.Part
    ) -> Reason.Blocker.Part {
        if wanted.overlaps(Interval(booking.starts, booking.ends)) { return .appointment }
        return wanted.end <= booking.starts ? .prep : after
    }
}
