import Availability
import Booking

/// What was typed to narrow slots: names of therapists and rooms, days, and times.
///
/// Each word must fit: the beginning of a word of the therapist's or room's name, of a weekday, `today`, `tomorrow`, a
/// date such as `5/12`, or a time: `14` or `2pm` is all that begins in that hour, `14:30` from then on that day. Where
/// nothing stands before them digits would take a slot, so they are led by `@`.
struct SlotFilter {
    private let words: [String]
    private let sheet: Sheet
    private let today: LocalDate

    init(_ field: TextField, sheet: Sheet, today: LocalDate) {
        words = field.words.map(foldedForSearch)
        self.sheet = sheet
        self.today = today
    }

    /// Whether a certain date was typed, which may lie before the one that is shown.
    var namesDate: Bool {
        words.contains { Weekday(typed: $0) == nil && date(in: $0) != nil }
    }

    /// The date that was typed, or the next one of the weekday that was; nil: any date will do.
    var firstDate: LocalDate? {
        words.lazy.compactMap { word in
            Weekday(typed: word).map { weekday in
                (0..<7).lazy.map(today.advanced(byDays:)).first { $0.weekday == weekday } ?? today
            } ?? date(in: word)
        }.first
    }

    /// The date, where nothing else was typed.
    var onlyDate: LocalDate? { words.count == 1 ? firstDate : nil }

    /// Whether a time was typed of which no digit of the hour is to come: `@1` may become `@14`.
    var hasWholeTime: Bool { words.contains { $0.hasPrefix("@") && $0.count > 2 } }

    /// Those of the slots that fit. There are thousands: what a word means is worked out once, not for each of them.
    func fitting(_ slots: [Slot]) -> [Slot] {
        if words.isEmpty { return slots }
        let criteria = words.map(criterion)
        return slots.filter { slot in
            let local = sheet.zone.localDateTime(at: slot.start)
            return criteria.allSatisfy { $0.admits(slot, local) }
        }
    }

    /// The therapist and the moment that were typed, for explaining why nothing is offered then; nil without a time.
    /// Where no date was typed it is the next day on which that time comes, and where no name was typed, `resource`.
    func wanted(otherwise resource: Resource, now: Instant) -> Flow.Wanted? {
        let typed = words.filter { self.date(in: $0) == nil }.compactMap(Self.digits).compactMap { Self.time($0)?.time }
        guard let time = typed.first else { return nil }
        let dates = (0..<14).lazy.map(today.advanced(byDays:))
        let isPast = sheet.zone.instant(on: today, minute: time.minuteOfDay) < now
        let otherwise = isPast ? today.advanced(byDays: 1) : today
        let date = words.lazy.compactMap { word in dates.first { admits(word, $0) } }.first ?? otherwise
        let named = sheet.catalog.therapists.first { therapist in
            let parts = foldedForSearch(therapist.name).split(separator: " ")
            return words.contains { word in parts.contains { $0.hasPrefix(word) } }
        }
        let start = sheet.zone.instant(on: date, minute: time.minuteOfDay)
        return Flow.Wanted(resource: named.map { .therapist($0.id) } ?? resource, start: start)
    }

    /// What one word asks of a slot; one of these must fit.
    private struct Criterion {
        var date: LocalDate?
        var weekday: Weekday?
        /// Nil: the word is no time.
        var time: ((LocalTime) -> Bool)?
        var therapists: Set<TherapistID> = []
        var rooms: Set<RoomID> = []

        func admits(_ slot: Slot, _ local: LocalDateTime) -> Bool {
            if let time, time(local.time) { return true }
            return therapists.contains(slot.therapist) || rooms.contains(slot.room)
                || (weekday.map { $0 == local.date.weekday } ?? (date == local.date))
        }
    }

    private func criterion(_ word: String) -> Criterion {
        var criterion = Criterion(date: date(in: word))
        if criterion.date == nil, let digits = Self.digits(of: word) {
            criterion.time = { Self.time(digits, admits: $0) }
        }
        // `@` leads a time or a date, and no name.
        if word.hasPrefix("@") { return criterion }
        criterion.weekday = Weekday(typed: word)
        criterion.therapists = Set(sheet.catalog.therapists.filter { has($0.name, word) }.map(\.id))
        criterion.rooms = Set(sheet.catalog.rooms.filter { has($0.name, word) }.map(\.id))
        return criterion
    }

    /// Whether a name, or a word of it, begins with what was typed.
    private func has(_ name: String, _ word: String) -> Bool {
        let name = foldedForSearch(name)
        return (name.split(separator: " ") + [name[...]]).contains { $0.hasPrefix(word) }
    }

    private func admits(_ word: String, _ date: LocalDate) -> Bool {
        if let weekday = Weekday(typed: word) { return date.weekday == weekday }
        return self.date(in: word) == date
    }

    /// What follows `@`, or a word that begins with a digit; nil for other words.
    private static func digits(of word: String) -> Substring? {
        if word.hasPrefix("@") { return word.dropFirst() }
        return word.first?.isNumber == true ? word[...] : nil
    }

    /// The date that a word is; a number alone is an hour.
    private func date(in word: String) -> LocalDate? {
        guard let text = Self.digits(of: word) else { return TypedDate(word, today: today)?.date }
        return text.contains("/") || text.contains("-") ? TypedDate(String(text), today: today)?.date : nil
    }

    private static func time(_ text: Substring, admits time: LocalTime) -> Bool {
        guard let wanted = self.time(text) else { return text.isEmpty }
        return wanted.isHour ? time.hour == wanted.time.hour : time >= wanted.time
    }

    /// `14`, `1430`, `14:30`, `2pm` or `2:30pm`; `14:` is the hour still, and `14:3` begins `14:30`.
    private static func time(_ text: Substring) -> (time: LocalTime, isHour: Bool)? {
        let half = text.hasSuffix("am") ? 0 : text.hasSuffix("pm") ? 12 : nil
        let parts = text.dropLast(half == nil ? 0 : 2).split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, let number = Int(first), first.count <= 4 else { return nil }
        var (hour, minute) = first.count <= 2 ? (number, 0) : (number / 100, number % 100)
        var isHour = first.count <= 2
        if let typed = parts.dropFirst().first, !typed.isEmpty {
            guard isHour, parts.count == 2, typed.count <= 2, let number = Int(typed) else { return nil }
            (minute, isHour) = (typed.count == 1 ? number * 10 : number, false)
        }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + half
        }
        return LocalTime(hour: hour, minute: minute).map { ($0, isHour) }
    }
}
