/// A start as people type it: `2026-05-05T10:00`, with a blank for the `T` if they like, and an offset from UTC
/// (`-04:00` or `Z`) where the local time alone does not say enough. The time may also be `9:00`, `9`, `2pm`, `2:30 pm`.
public struct TypedStart: Hashable, Sendable {
    public var local: LocalDateTime
    /// Seconds east of UTC; nil: as the zone has it.
    public var offset: Int?

    /// Seconds may be written when they are `:00`; blanks around the whole do not matter.
    ///
    /// - Throws: `TimeTextError` for anything else, and for days and times that do not exist on any calendar or clock.
    public init(_ text: some StringProtocol) throws(TimeTextError) {
        var scanner = TimeScanner(text)
        guard let date = scanner.dateDigits(), scanner.take(anyOf: "Tt ") else { throw .notAStart }
        let time = try scanner.timeDigits()
        offset = scanner.take(anyOf: "Zz") ? 0 : try scanner.offset()
        guard scanner.isAtEnd else { throw .notAStart }
        let checked = try time.checked()
        local = LocalDateTime(date: try date.checked(), time: checked)
    }
}

extension LocalDate {
    /// Reads `2026-05-05`; blanks around it do not matter.
    ///
    /// - Throws: `TimeTextError` when it is written otherwise, or the calendar has no such day.
    public init(parsing text: some StringProtocol) throws(TimeTextError) {
        var scanner = TimeScanner(text)
        guard let date = scanner.dateDigits(), scanner.isAtEnd else { throw .notADate }
        self = try date.checked()
    }
}

extension ZoneRules {
    /// The moment that was meant by a typed start. With an offset that is one moment, whatever this zone's is.
    ///
    /// - Throws: `TimeTextError.nonexistent` or `.twice` for a local time alone that the clocks skip or show twice.
    public func instant(of start: TypedStart) throws(TimeTextError) -> Instant {
        if let offset = start.offset {
            return Instant(secondsSinceEpoch: start.local.clockSeconds - Int64(offset))
        }
        switch resolve(start.local) {
        case .unique(let instant):
            return instant
        case .nonexistent(let change):
            let after = localDateTime(at: change)
            let jump = offset(at: change).seconds - offset(at: change.advanced(byMinutes: -1)).seconds
            let before = LocalDateTime(clockSeconds: after.clockSeconds - Int64(jump))
            throw .nonexistent(start.local, zone: identifier, clocksGo: before, to: after)
        case .twice(let earlier, let later):
            throw .twice(start.local, zone: identifier, earlier: offset(at: earlier), later: offset(at: later))
        }
    }
}

/// The three numbers of a date, before anybody asked the calendar.
private struct DateDigits {
    var year: Int
    var month: Int
    var day: Int

    func checked() throws(TimeTextError) -> LocalDate {
        guard let date = LocalDate(year: year, month: month, day: day) else { throw .noSuchDate }
        return date
    }
}

/// The numbers of a time, before anybody asked the clock.
private struct TimeDigits {
    var hour: Int
    var minute: Int
    /// 12 for `pm`, 0 for `am`, nil for a clock of 24 hours.
    var halfDay: Int?

    /// Midnight is 12 am, noon is 12 pm.
    func checked() throws(TimeTextError) -> LocalTime {
        if halfDay != nil, !(1...12).contains(hour) { throw .noSuchTime }
        let hour = halfDay.map { self.hour % 12 + $0 } ?? hour
        guard let time = LocalTime(hour: hour, minute: minute) else { throw .noSuchTime }
        return time
    }
}

/// Takes numbers and marks off the front of a text.
private struct TimeScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: some StringProtocol) {
        rest = Array(text.utf8)[...]
        rest = rest.drop { $0 == UInt8(ascii: " ") }
        while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func take(anyOf marks: String) -> Bool {
        marks.unicodeScalars.contains { take($0) }
    }

    /// Exactly `digits` digits.
    mutating func number(_ digits: Int) -> Int? {
        let taken = rest.prefix(digits)
        let isNumber = taken.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard taken.count == digits, isNumber else { return nil }
        rest.removeFirst(digits)
        return taken.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// `09:00`, `9:00`, `9`, `9am`, `9:30 pm`; with seconds when they are zero.
    mutating func timeDigits() throws(TimeTextError) -> TimeDigits {
        guard let hour = number(2) ?? number(1) else { throw .notAStart }
        var minute = 0
        if take(":") {
            guard let digits = number(2) else { throw .notAStart }
            minute = digits
        }
        if take(":") {
            guard let seconds = number(2) else { throw .notAStart }
            guard seconds == 0 else { throw .notAWholeMinute }
        }
        return TimeDigits(hour: hour, minute: minute, halfDay: halfDay())
    }

    /// `am` or `pm`, with a blank before it if they like; takes nothing when neither is there.
    private mutating func halfDay() -> Int? {
        var ahead = self
        while ahead.take(" ") {}
        let isMorning = ahead.take(anyOf: "Aa")
        guard isMorning || ahead.take(anyOf: "Pp"), ahead.take(anyOf: "Mm") else { return nil }
        self = ahead
        return isMorning ? 0 : 12
    }

    mutating func dateDigits() -> DateDigits? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2) else { return nil }
        return DateDigits(year: year, month: month, day: day)
    }

    /// `-04:00` in seconds east of UTC; nil when nothing is left.
    mutating func offset() throws(TimeTextError) -> Int? {
        if isAtEnd { return nil }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60
        else { throw .badOffset }
        return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
