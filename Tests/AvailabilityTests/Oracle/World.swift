import Availability

/// A schedule and the service that is looked for in it.
struct World {
    var schedule: Schedule
    var service: ServiceID

    /// Nil when the schedule has no such service.
    func oracle(_ clock: ClockTable) -> Oracle? {
        schedule.services.first { $0.id == service }.map { Oracle(schedule, service: $0, clock: clock) }
    }

    /// What the engine gets wrong here, by the oracle; nil when nothing.
    func failure(clock: ClockTable, explained: Int) -> String? {
        oracle(clock).flatMap { failure(by: $0, expecting: $0.slots(), explained: explained) }
    }

    /// The same of an oracle that has been asked already.
    ///
    /// - Parameters:
    ///   - expected: The oracle's slots.
    ///   - explained: At how many starts it is asked for its reasons.
    func failure(by oracle: Oracle, expecting expected: [Slot], explained: Int) -> String? {
        let listed = schedule.slots(for: SlotQuery(service: service, span: schedule.span))
        if let difference = zip(listed, expected).first(where: { $0 != $1 }) {
            return "listed \(text(difference.0))\ninstead of \(text(difference.1))"
        }
        guard listed.count == expected.count else {
            let odd = listed.count > expected.count ? listed[expected.count] : expected[listed.count]
            return "listed \(listed.count) slots instead of \(expected.count); the first odd one is \(text(odd))"
        }
        guard explained > 0 else { return nil }
        let minutes = tellingMinutes(explained, expected, oracle.clock)
        return preparedFailure(expected) ?? explanationFailure(oracle, at: minutes)
    }

    /// Some minutes of the span, evenly apart, and some starts of slots with the minutes before and after them.
    func tellingMinutes(_ count: Int, _ slots: [Slot], _ clock: ClockTable) -> Set<Int> {
        let span = clock.range(schedule.span)
        let even = stride(from: span.lowerBound, to: span.upperBound, by: max(1, span.count / count))
        let starts = stride(from: 0, to: slots.count, by: max(1, slots.count / count)).map {
            clock.minute(slots[$0].start)
        }
        return Set(even).union(starts.flatMap { [$0 - 1, $0, $0 + 1] }.filter(span.contains))
    }

    private func explanationFailure(_ oracle: Oracle, at minutes: Set<Int>) -> String? {
        for minute in minutes.sorted() {
            for (column, therapist) in schedule.therapists.enumerated() {
                for (row, room) in schedule.rooms.enumerated() {
                    let reasons = schedule.reasons(
                        service: service, start: oracle.clock.instant(minute), therapist: therapist.id, room: room.id)
                    let broken = oracle.brokenRules(minute, therapist: column, room: row)
                    let start = schedule.zone.rfc3339(oracle.clock.instant(minute))
                    if Set(reasons.map(\.rule)) != broken {
                        return "\(start), \(therapist.id), \(room.id): gave \(reasons) instead of \(broken.sorted())"
                    }
                    let named = Set(reasons.compactMap(\.blocker))
                    let blockers = blockers(of: oracle.service, at: oracle.clock.instant(minute), therapist, room)
                    if named != blockers {
                        return "\(start), \(therapist.id), \(room.id): named \(named) instead of \(blockers)"
                    }
                }
            }
        }
        return nil
    }

    private func text(_ slot: Slot) -> String {
        "\(schedule.zone.rfc3339(slot.start)) therapist \(slot.therapist.rawValue) room \(slot.room.rawValue) "
            + "gap \(slot.gapCost)"
    }
}

extension Reason {
    /// The name of its case.
    var rule: String {
        String(describing: self).prefix { $0 != "(" }.description
    }
}

extension World: CustomStringConvertible {
    var description: String {
        let zone = schedule.zone
        func text(_ intervals: [Interval]) -> String {
            intervals.map { "\(zone.rfc3339($0.start))..<\(zone.rfc3339($0.end))" }.joined(separator: " ")
        }
        func text(_ hours: Hours) -> String {
            let weekly = hours.weekly.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { "\($0.key) \($0.value.map { "\($0.start)-\($0.end)" }.joined(separator: ","))" }
            let dated = hours.overrides.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value.map { "\($0.start)-\($0.end)" }.joined(separator: ","))" }
            return (weekly + dated).joined(separator: "; ")
        }
        var lines = ["\(zone.identifier), span \(text([schedule.span])), now \(zone.rfc3339(schedule.now))"]
        lines.append("\(schedule.grid), service \(service.rawValue)")
        lines += schedule.services.map { "\($0)" }
        lines += schedule.therapists.map {
            "therapist \($0.id.rawValue) does \($0.services.map(\.rawValue)), usual room \($0.usualRoom?.rawValue ?? 0), "
                + "works \(text($0.hours)), off \(text($0.timeOff))"
        }
        lines += schedule.rooms.map {
            "room \($0.id.rawValue) fits \($0.services.map(\.rawValue)), open \($0.hours.map(text) ?? "always"), "
                + "closed \(text($0.closures))"
        }
        lines += schedule.occupancies.map {
            "\($0.reference): therapist \($0.therapist.rawValue), room \($0.room.rawValue), "
                + [$0.blockedFrom, $0.starts, $0.ends, $0.therapistReleased, $0.roomReleased].map(zone.rfc3339)
                .joined(separator: " ")
        }
        return lines.joined(separator: "\n")
    }
}
