import Availability

extension World {
    /// A smaller world in which `fails` still holds, from which nothing can be left out any more.
    func shrunken(while fails: (World) -> Bool) -> World {
        var world = self
        while let smaller = world.reductions.first(where: fails) { world = smaller }
        return world
    }

    /// This world with one thing left out; first of all days, which makes each further look quicker.
    private var reductions: [World] {
        var worlds =
            shorterSpans + without(\.bookings) + without(\.therapists) + without(\.rooms)
            + with(\.grid.abutting, false)
        worlds += without(\.services).filter { world in world.schedule.services.contains { $0.id == service } }
        for index in schedule.therapists.indices {
            worlds += without(\.therapists[index].timeOff) + withSimpler(\.therapists[index].hours)
        }
        for index in schedule.rooms.indices {
            worlds += without(\.rooms[index].closures) + withoutHours(ofRoom: index)
        }
        for index in schedule.services.indices {
            worlds += with(\.services[index].prep, 0) + with(\.services[index].recovery, 0)
            worlds += with(\.services[index].turnover, 0)
            worlds += with(\.services[index].duration, max(1, schedule.services[index].duration / 2))
        }
        return worlds
    }

    /// Without a half or an eighth of the span at either end; none of one minute.
    private var shorterSpans: [World] {
        [schedule.span.minutes / 2, max(1, schedule.span.minutes / 8)].flatMap { cut in
            guard 0 < cut, cut < schedule.span.minutes else { return [World]() }
            var (late, early) = (self, self)
            late.schedule.span.start = schedule.span.start.advanced(byMinutes: cut)
            early.schedule.span.end = schedule.span.end.advanced(byMinutes: -cut)
            return [late, early]
        }
    }

    /// Without one half or the other of a list, then without each quarter, and so on down to its single elements.
    private func without<Element>(_ list: WritableKeyPath<Schedule, [Element]>) -> [World] {
        let count = schedule[keyPath: list].count
        let lengths = sequence(first: (count + 1) / 2) { $0 > 1 ? ($0 + 1) / 2 : nil }
        return lengths.flatMap { length in
            stride(from: 0, to: count, by: max(1, length)).map { start in
                var world = self
                world.schedule[keyPath: list].removeSubrange(start..<min(count, start + length))
                return world
            }
        }
    }

    private func with<Value: Equatable>(_ path: WritableKeyPath<Schedule, Value>, _ value: Value) -> [World] {
        guard schedule[keyPath: path] != value else { return [] }
        var world = self
        world.schedule[keyPath: path] = value
        return [world]
    }

    private func withSimpler(_ hours: WritableKeyPath<Schedule, Hours>) -> [World] {
        let weekly = schedule[keyPath: hours].weekly.flatMap { day, windows in
            windows.indices.map { index in
                var world = self
                world.schedule[keyPath: hours].weekly[day]?.remove(at: index)
                return world
            }
        }
        let dated = schedule[keyPath: hours].overrides.keys.map { date in
            var world = self
            world.schedule[keyPath: hours].overrides[date] = nil
            return world
        }
        return weekly + dated
    }

    private func withoutHours(ofRoom index: Int) -> [World] {
        guard schedule.rooms[index].hours != nil else { return [] }
        var world = self
        world.schedule.rooms[index].hours = nil
        return [world]
    }
}

extension Schedule {
    /// The occupancies as an array.
    fileprivate var bookings: [Occupancy] {
        get { Array(occupancies) }
        set { occupancies = Occupancies(newValue) }
    }
}
