import Availability
import Testing

@Suite struct ScheduleReadingTests {
    @Test func `what overlaps the stretch to be read decides everything about the span`() throws {
        let day = try TestDay()
        var random = SplitMix(seed: 3)
        for _ in 0..<20 {
            var schedule = try day.schedule(
                .massage(60, prep: 10, recovery: 20, turnover: 30), works: "", granularity: 45)
            schedule.therapists[0].hours.overrides = [:]
            schedule.therapists[0].hours.weekly = Dictionary(
                uniqueKeysWithValues: try Weekday.allCases.map { ($0, try day.windows("20:00-44:00")) })
            schedule.rooms.append(RoomSchedule(id: .room2, services: [.massage]))
            schedule.span = try day.interval("10:00", "14:00")
            schedule.now = schedule.span.start
            for index in 0..<12 {
                var booking = try day.booking("B\(index)", "00:00", "01:00")
                booking.move(byMinutes: random.int(-6000...6000))
                (booking.therapist, booking.room) = (random.pick([.ana, .ben]), random.pick([.room1, .room2]))
                schedule.occupancies.append(booking)
            }
            let whole = day.slots(schedule)
            let stretch = Schedule.reading(for: schedule.span, services: schedule.services)
            schedule.occupancies.removeAll { !Interval($0.blockedFrom, $0.roomReleased).overlaps(stretch) }
            #expect(day.slots(schedule) == whole)
        }
    }

    @Test func `a date has the hours that fall on it, the night before's too`() throws {
        let day = try TestDay("2026-11-01")
        let hours = Hours(
            weekly: [.saturday: try day.windows("20:00-27:00"), .sunday: try day.windows("03:00-05:00 22:00-30:00")])
        #expect(
            hours.intervals(on: day.date, in: day.zone) == [
                try day.interval("00:00", "05:00"), try day.interval("22:00", "+1 00:00"),
            ])
        #expect(hours.intervals(on: day.date.advanced(byDays: -2), in: day.zone).isEmpty)
    }
}

extension Occupancy {
    fileprivate mutating func move(byMinutes minutes: Int) {
        for moment in [\Occupancy.blockedFrom, \.starts, \.ends, \.therapistReleased, \.roomReleased] {
            self[keyPath: moment] = self[keyPath: moment].advanced(byMinutes: minutes)
        }
    }
}
