import Availability
import Booking
import BookingStore
import Postgres

/// The bookings of one date, grouped by who gives them or where they are given.
struct DaySheet {
    enum Grouping: String, CaseIterable {
        case therapist, room
    }

    /// A therapist or a room on that date.
    struct Column {
        var name: String
        /// When they work, or it is open; nil: always.
        var windows: [DayWindow]?
        var bookings: [Booking]
    }

    let date: LocalDate
    let grouping: Grouping
    let columns: [Column]
    /// All of them, in the order of their starts.
    let bookings: [Booking]
    let now: Instant
    let practice: PracticeView

    static func read(
        _ date: LocalDate, by grouping: Grouping, _ practice: PracticeView, in office: inout Office
    ) throws -> DaySheet {
        let span = practice.zone.day(date)
        let schedule = try office.store.practiceSchedule(over: span).schedule
        let bookings = try office.store.ask(Statement.bookings(during: span))
        return DaySheet(
            date: date, grouping: grouping,
            columns: grouping == .therapist
                ? schedule.therapists.map { therapist in
                    Column(
                        name: practice.name(therapist.id), windows: therapist.hours.windows(on: date),
                        bookings: bookings.filter { $0.therapist.id == therapist.id })
                }
                : schedule.rooms.map { room in
                    Column(
                        name: practice.name(room.id), windows: room.hours?.windows(on: date),
                        bookings: bookings.filter { $0.room.id == room.id })
                },
            bookings: bookings, now: schedule.now, practice: practice)
    }
}

extension DaySheet.Column {
    /// Share of the hours that is booked, in whole percent; nil without hours.
    var utilisation: Int? {
        let open = (windows ?? []).reduce(0) { $0 + $1.end - $1.start }
        guard open > 0 else { return nil }
        let booked = bookings.reduce(0) { $0 + $1.starts.minutes(until: $1.ends) }
        return booked * 100 / open
    }
}
