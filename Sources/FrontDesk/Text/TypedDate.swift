public import Availability
import Booking

/// A date as people type it, at the desk and on the command line: `tue`, `+3`, `-1`, `today`, `12`, `5/12`, `2026-05-12`.
public struct TypedDate {
    public let date: LocalDate

    /// What can be written, for a hint.
    static let forms = "tue, +3, 12, 5/12 or 2026-05-12"

    /// Nil when it is none of these, or a day that does not exist.
    ///
    /// A weekday is the next one after today, `12` the next day of that number, `5/12` the next 12 May (month before
    /// day, as the practice's country writes it).
    public init?(_ text: String, today: LocalDate) {
        let typed = text.lowercased().filter { $0 != " " }
        let candidates = [
            Self.word(typed, today), Self.offset(typed, today), Self.weekday(typed, today), Self.iso(typed),
            Self.monthAndDay(typed, today), Self.dayOfMonth(typed, today),
        ]
        guard let date = candidates.compactMap(\.self).first else { return nil }
        self.date = date
    }

    private static func word(_ text: String, _ today: LocalDate) -> LocalDate? {
        switch text {
        case "today", "t": today
        case "tomorrow", "tom": today.advanced(byDays: 1)
        case "yesterday": today.advanced(byDays: -1)
        default: nil
        }
    }

    private static func offset(_ text: String, _ today: LocalDate) -> LocalDate? {
        guard text.hasPrefix("+") || text.hasPrefix("-"), let days = Int(text), abs(days) < 10_000 else { return nil }
        return today.advanced(byDays: days)
    }

    private static func weekday(_ text: String, _ today: LocalDate) -> LocalDate? {
        guard let weekday = Weekday(typed: text) else { return nil }
        let ahead = (weekday.rawValue - today.weekday.rawValue + 6) % 7 + 1
        return today.advanced(byDays: ahead)
    }

    private static func iso(_ text: String) -> LocalDate? {
        try? LocalDate(parsing: text)
    }

    private static func monthAndDay(_ text: String, _ today: LocalDate) -> LocalDate? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2 || parts.count == 3, let month = parts[0], let day = parts[1] else { return nil }
        if parts.count == 3 {
            guard let typed = parts[2], (0..<10_000).contains(typed) else { return nil }
            return LocalDate(year: typed < 100 ? 2000 + typed : typed, month: month, day: day)
        }
        // 29 February may be up to eight years away.
        let years = (today.year...today.year + 8).lazy.compactMap { LocalDate(year: $0, month: month, day: day) }
        return years.first { $0 >= today }
    }

    private static func dayOfMonth(_ text: String, _ today: LocalDate) -> LocalDate? {
        guard let day = Int(text), (1...31).contains(day) else { return nil }
        return (0..<62).lazy.map(today.advanced(byDays:)).first { $0.day == day }
    }
}

extension Weekday {
    /// Two or more letters of its English name, lower case.
    init?(typed text: String) {
        guard text.count >= 2 else { return nil }
        guard let day = Self.allCases.first(where: { $0.name.lowercased().hasPrefix(text) }) else { return nil }
        self = day
    }
}
