import Availability
import Booking
import BookingStore
import Postgres

/// The bookings of one date, grouped by who gives them or where they are given.
///
/// A shift that reaches over midnight belongs to the date on which it begins, with all its bookings; the next date shows
/// the rest of it, too.
struct DaySheet {
    enum Grouping: String, CaseIterable {
        case therapist, room
    }

    let date: LocalDate
    let grouping: Grouping
    let columns: [Column]
    /// What takes place on the date itself, in the order of the starts.
    let bookings: [Booking]
    let mails: [Reference: [Notification]]
    let now: Instant
    let practice: PracticeView

    static func read(
        _ date: LocalDate, by grouping: Grouping, _ practice: PracticeView, in office: inout Office
    ) throws -> DaySheet {
        let day = practice.zone.day(date)
        // A shift that begins on the date can last through the whole of the next.
        let span = Interval(day.start, practice.zone.day(date.advanced(byDays: 1)).end)
        let schedule = try office.store.practiceSchedule(over: day).schedule
        let bookings = try office.store.ask(Statement.bookings(during: span))
        let mails = try office.store.ask(Statement.notifications(during: span))
        let frame = Frame(date: date, zone: practice.zone)
        return DaySheet(
            date: date, grouping: grouping,
            columns: grouping == .therapist
                ? frame.columns(
                    schedule.therapists.map { (practice.name($0.id), $0.id, $0.hours, $0.timeOff) }, bookings,
                    by: { ($0.therapist.name, $0.therapist.id) })
                : frame.columns(
                    schedule.rooms.map { (practice.name($0.id), $0.id, $0.hours, $0.closures) }, bookings,
                    by: { ($0.room.name, $0.room.id) }),
            bookings: bookings.filter { Interval($0.starts, $0.ends).overlaps(day) },
            mails: Dictionary(grouping: mails, by: \.booking), now: schedule.now, practice: practice)
    }
}
