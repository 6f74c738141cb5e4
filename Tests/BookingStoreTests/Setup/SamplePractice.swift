import Availability
import Booking
import BookingStore

/// A practice with something of everything that a setup can say.
enum SamplePractice {
    static let zoneIdentifier = "America/Detroit"

    /// The dated parts lie around the midnight (UTC) of `day`.
    static func setup(around day: Instant) -> PracticeSetup {
        let date = LocalDate(daysSinceEpoch: Int(day.secondsSinceEpoch / 86_400))
        return PracticeSetup(
            practice: Practice(
                brand: "Quiet Hands", zoneIdentifier: zoneIdentifier, currency: "EUR", granularity: 20, holdMinutes: 7,
                mailFrom: "desk@quiet.example", phone: "+1 313 555 0100",
                reminderHours: 48, mailGrace: 3),
            services: [
                ServiceSetup(
                    name: "Hot stone", price: 12_000, duration: 90, prep: 10, recovery: 15, turnover: 30),
                ServiceSetup(name: "Swedish 60", price: 9_000, duration: 60),
            ],
            rooms: [
                RoomSetup(
                    name: "Room A", services: ["Hot stone", "Swedish 60"], hours: weekdays([(420, 1_320)]),
                    closures: [Absence(during: hours(day, 30, 54), note: "painting")]),
                RoomSetup(name: "Room B", services: ["Swedish 60"]),
                RoomSetup(name: "Room C", services: ["Swedish 60"], hours: Hours(weekly: [:])),
            ],
            therapists: [
                TherapistSetup(
                    name: "Ana Ruiz", services: ["Hot stone", "Swedish 60"], usualRoom: "Room B",
                    hours: Hours(
                        weekly: weekdays([(480, 720), (750, 1_050)]).weekly,
                        overrides: [date: [], date.advanced(byDays: 1): windows([(600, 660)])]),
                    timeOff: [
                        Absence(during: hours(day, 20, 22), note: "dentist"), Absence(during: hours(day, 21, 23)),
                    ]),
                TherapistSetup(
                    name: "Night Owl", services: ["Swedish 60"], hours: weekdays([(60, 120), (1_320, 1_800)])),
            ])
    }

    static func windows(_ bounds: [(Int, Int)]) -> [DayWindow] {
        bounds.compactMap { DayWindow(start: $0, end: $1) }
    }

    static func weekdays(_ bounds: [(Int, Int)]) -> Hours {
        let days: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
        return Hours(weekly: Dictionary(uniqueKeysWithValues: days.map { ($0, windows(bounds)) }))
    }

    /// From and to so many hours after `day` began.
    static func hours(_ day: Instant, _ from: Int, _ to: Int) -> Interval {
        Interval(day.advanced(byMinutes: from * 60), day.advanced(byMinutes: to * 60))
    }
}
