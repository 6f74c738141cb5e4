/// What is wrong with a date or a start that somebody typed. The description says what to write instead, and repeats
/// nothing that was typed but dates and times.
public enum TimeTextError: Error, Hashable, Sendable, CustomStringConvertible {
    case notAStart
    case notADate
    /// 30 February, month 13.
    case noSuchDate
    /// 24:00, 10:60.
    case noSuchTime
    case notAWholeMinute
    case badOffset
    /// The clocks of the zone skip this local time.
    case nonexistent(LocalDateTime, zone: String, clocksGo: LocalDateTime, to: LocalDateTime)
    /// The clocks of the zone show this local time twice.
    case twice(LocalDateTime, zone: String, earlier: ZoneOffset, later: ZoneOffset)

    public var description: String {
        switch self {
        case .notAStart: "Write a date and a time: 2026-05-05T10:00, or 2026-05-05 10am."
        case .notADate: "A date is year, month and day: write 2026-05-05."
        case .noSuchDate: "The calendar has no such date. Write year, month and day, as in 2026-05-31."
        case .noSuchTime: "The clock has no such time. Write 00:00 to 23:59, or 12am to 11:59pm."
        case .notAWholeMinute: "Only whole minutes can be given: leave the seconds out."
        case .badOffset: "An offset from UTC is hours and minutes: write -04:00 or Z right after the time."
        case .nonexistent(let local, let zone, let before, let after):
            "\(local) does not exist in \(zone): the clocks go from \(before) to \(after). Write \(after) or later, or a time before \(before)."
        case .twice(let local, let zone, let earlier, let later):
            "\(local) comes twice in \(zone). Write \(local)\(earlier.text) for the earlier (\(earlier.abbreviation)) or \(local)\(later.text) for the later (\(later.abbreviation))."
        }
    }
}
