import Availability
import Booking
import Screen

extension Model {
    /// How long another desk's change is set off, in milliseconds.
    static let flashLength: Int64 = 2000

    /// A week back and three ahead: going from day to day needs no reading, and the next slots are all there.
    mutating func load(around date: LocalDate) -> [Effect] {
        load(DateSpan(first: date.startOfWeek.advanced(byDays: -7), days: 28))
    }

    mutating func load(_ span: DateSpan) -> [Effect] {
        loading = span
        isOutdated = false
        return [.load(first: span.first, days: span.days)]
    }

    /// Reads again what is shown; at once, or after the reading that is under way.
    mutating func reload() -> [Effect] {
        guard loading == nil else {
            isOutdated = true
            return []
        }
        return load(around: dateToRead)
    }

    /// The date that is shown; while slots are listed the first on which they are looked for, whichever is marked: what
    /// was not read must not look as if nothing were free.
    private var dateToRead: LocalDate { firstDateOfSlots ?? day.date }

    /// Reads the days around the one that is needed unless they are there or on their way.
    mutating func loadIfNeeded() -> [Effect] {
        let week = DateSpan(first: dateToRead.startOfWeek, days: 7)
        let last = week.first.advanced(byDays: 6)
        if let loading, loading.contains(week.first), loading.contains(last) { return [] }
        return isLoaded(week.first) && isLoaded(last) ? [] : load(around: dateToRead)
    }

    /// Whether a date lies in what was read.
    func isLoaded(_ date: LocalDate) -> Bool {
        guard let sheet else { return false }
        return sheet.schedule.span.contains(sheet.zone.day(date))
    }

    mutating func take(_ sheet: Sheet) -> [Effect] {
        let isFirst = self.sheet == nil
        let wasEmpty = isEmptyPractice
        let resource = grid?.columns[safe: day.column]?.resource
        now = max(now, sheet.received)
        flash(whatChangedIn: sheet)
        let older = self.sheet
        self.sheet = sheet
        if let older { self.sheet?.keepHolds(of: older) }
        loading = nil
        if isFirst { seenToday = today }
        if isFirst || wasEmpty { showNow() } else { keepColumn(resource) }
        if wasEmpty, !isEmptyPractice {
            notice = Notice(.done, "Here is the practice", "n books, x cancels, F1 helps.")
        }
        let effects = checkFlow()
        refreshOffers()
        listNewHolds()
        return effects + (isFirst || isOutdated ? load(around: dateToRead) : loadIfNeeded())
    }

    mutating func take(_ holds: [Booking], readAt moment: Moment) {
        now = max(now, moment)
        guard var current = sheet else { return }
        current.takeHolds(holds, readAt: moment)
        // Nothing is worked out anew for what was known.
        if current.distantHolds != sheet?.distantHolds { sheet = current }
        listNewHolds()
    }

    /// What this desk did is in the old sheet already, so what differs was done by another.
    private mutating func flash(whatChangedIn new: Sheet) {
        guard let old = sheet else { return }
        let known = Dictionary(old.bookings.map { ($0.id, Outline($0)) }, uniquingKeysWith: { first, _ in first })
        for booking in new.bookings where old.schedule.span.contains(booking.starts) {
            if known[booking.id] != Outline(booking) {
                flashes[booking.id] = now.advanced(byMilliseconds: Self.flashLength)
            }
        }
    }

    /// What of a booking is seen in the calendar.
    private struct Outline: Equatable {
        var status: BookingStatus
        var starts: Instant
        var therapist: TherapistID
        var room: RoomID
        var customer: CustomerID?

        init(_ booking: Booking) {
            status = booking.status
            starts = booking.starts
            therapist = booking.therapist.id
            room = booking.room.id
            customer = booking.customer?.id
        }
    }
}
