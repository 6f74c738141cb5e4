import Availability
import Booking

extension Model {
    /// Why the service booked last cannot start at the cursor.
    mutating func explainCursor() {
        guard let grid, let sheet, let service = lastService.flatMap(sheet.catalog.service),
            grid.columns.indices.contains(day.column)
        else { return }
        let column = grid.columns[day.column]
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
        let explanation = Explanation(of: service, at: start, catalog: sheet.catalog, clock: sheet.clock)
        let name = sheet.name(of: resource).firstWord
        let date = sheet.zone.localDateTime(at: start).date
        let day = date == self.day.date ? sheet.clock.time(start) : sheet.nearDayAndTime(start)
        return WhyNot(
            title: "\(day) \(name) · \(service.shortName)?", lines: closest.map(explanation.sentence))
    }

    private func candidates(for resource: Resource, in sheet: Sheet) -> [(TherapistID, RoomID)] {
        switch resource {
        case .therapist(let id): sheet.catalog.rooms.map { (id, $0.id) }
        case .room(let id): sheet.catalog.therapists.map { ($0.id, id) }
        }
    }
}

extension Sheet {
    func name(of resource: Resource) -> String {
        switch resource {
        case .therapist(let id): catalog.therapist(id)?.name ?? ""
        case .room(let id): catalog.room(id)?.name ?? ""
        }
    }
}
