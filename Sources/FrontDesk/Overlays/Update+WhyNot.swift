import Availability
import Booking

extension Model {
    /// Why the service booked last cannot start at the cursor; before any was booked, the first that is done there.
    mutating func explainCursor() {
        guard let grid, let sheet, let column = grid.columns[safe: day.column] else { return }
        let last = lastService.flatMap(sheet.catalog.service)
        let first = sheet.catalog.services.first { sheet.does($0, column.resource) }
        guard let service = last ?? first else { return }
        let start = grid.axis.instant(atMinute: day.minute, on: column.date)
        overlays.append(.why(explain(service: service, at: start, for: column.resource)))
    }

    /// What is against a start: for a therapist with the room that comes closest, for a room with the therapist that
    /// does.
    func explain(service: Service, at start: Instant, for resource: Resource) -> WhyNot {
        guard let sheet else { return WhyNot(title: "", lines: []) }
        let schedule = sheet.schedule(at: now)
        let reasons = candidates(for: resource, in: sheet).map { therapist, room in
            schedule.reasons(service: service.id, start: start, therapist: therapist, room: room)
        }
        let closest = reasons.min { $0.count < $1.count } ?? []
        return explain(service, at: start, sheet.name(of: resource).firstWord, closest, sheet)
    }

    /// What is against a start with one therapist in one room.
    func explain(service: Service, at start: Instant, therapist: TherapistID, room: RoomID) -> WhyNot {
        guard let sheet else { return WhyNot(title: "", lines: []) }
        let reasons = sheet.schedule(at: now).reasons(
            service: service.id, start: start, therapist: therapist, room: room)
        return explain(service, at: start, sheet.name(of: .therapist(therapist)).firstWord, reasons, sheet)
    }

    private func explain(
        _ service: Service, at start: Instant, _ name: String, _ reasons: [Reason], _ sheet: Sheet
    ) -> WhyNot {
        let explanation = Explanation(of: service, at: start, catalog: sheet.catalog, clock: sheet.clock)
        let date = sheet.zone.localDateTime(at: start).date
        let day = date == self.day.date ? sheet.clock.time(start) : sheet.nearDayAndTime(start)
        return WhyNot(
            title: "\(day) \(name) · \(service.shortName)?", lines: reasons.decisiveFirst.map(explanation.sentence))
    }

    private func candidates(for resource: Resource, in sheet: Sheet) -> [(TherapistID, RoomID)] {
        switch resource {
        case .therapist(let id): sheet.catalog.rooms.map { (id, $0.id) }
        case .room(let id): sheet.catalog.therapists.map { ($0.id, id) }
        }
    }
}

extension Model {
    /// What is known of the marked slot, or why the time that was typed cannot be had.
    mutating func explainSlot() {
        guard let sheet, let flow, let service = flow.service else { return }
        if let slot = flow.page.slots[safe: flow.marked] {
            let isGone = flow.page.losses[flow.marked] != nil
            overlays.append(
                .why(
                    isGone
                        ? explain(service: service, at: slot.start, therapist: slot.therapist, room: slot.room)
                        : WhyNot(slot, of: service, in: sheet)))
        } else if let wanted = typedStart {
            overlays.append(.why(explain(service: service, at: wanted.start, for: wanted.resource)))
        }
    }

    /// The start that was typed for narrowing the slots, for whoever was typed or the cursor's column; nil: none was.
    var typedStart: Flow.Wanted? {
        guard let sheet, let flow, let now = instant, let column = grid?.columns[safe: day.column] else { return nil }
        let filter = SlotFilter(flow.slotField, sheet: sheet, today: today)
        return filter.wanted(otherwise: column.resource, now: now)
    }
}

extension WhyNot {
    /// Of a slot that can be booked: what it costs.
    init(_ slot: Slot, of service: Service, in sheet: Sheet) {
        let names = [sheet.catalog.therapist(slot.therapist)?.name.firstWord, sheet.catalog.room(slot.room)?.name]
        title = "\(sheet.nearDayAndTime(slot.start)) \(names.compactMap(\.self).joined(separator: " · "))"
        let cost =
            slot.isSnug
            ? "Snug: no time is lost that could be sold."
            : "It leaves gaps that nothing fits into: \(slot.gapCost) minutes of \(names[0] ?? "the therapist") are lost."
        let until = sheet.clock.times(slot.start, slot.roomReleased)
        lines = ["It can be booked.", cost, "With its turnover the room is taken \(until)."]
    }
}

extension Sheet {
    /// Whether a therapist does a service, or it fits a room.
    func does(_ service: Service, _ resource: Resource) -> Bool {
        switch resource {
        case .therapist(let id):
            schedule.therapists.first { $0.id == id }?.services.contains(service.id) == true
        case .room(let id):
            schedule.rooms.first { $0.id == id }?.services.contains(service.id) == true
        }
    }

    func name(of resource: Resource) -> String {
        switch resource {
        case .therapist(let id): catalog.therapist(id)?.name ?? ""
        case .room(let id): catalog.room(id)?.name ?? ""
        }
    }
}
