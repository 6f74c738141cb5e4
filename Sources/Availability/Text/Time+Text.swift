extension LocalDate: CustomStringConvertible {
    /// As in ISO 8601: `2026-05-05`.
    public var description: String {
        let (year, month, day) = (year, month, day)
        return "\(year < 0 ? "-" : "")\(padded(abs(year), to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

extension LocalTime: CustomStringConvertible {
    /// `09:05`.
    public var description: String { "\(padded(hour, to: 2)):\(padded(minute, to: 2))" }
}

extension LocalDateTime: CustomStringConvertible {
    /// `2026-05-05T09:05`.
    public var description: String { "\(date)T\(time)" }
}

extension ZoneOffset {
    /// As in RFC 3339: `-04:00`; the seconds that some offsets had before 1972 are left out.
    public var text: String {
        let minutes = abs(seconds) / 60
        return "\(seconds < 0 ? "-" : "+")\(padded(minutes / 60, to: 2)):\(padded(minutes % 60, to: 2))"
    }
}

extension ZoneRules {
    /// A moment as RFC 3339 has it, with the zone's offset: `2026-05-05T10:00:00-04:00`.
    ///
    /// Names the moment exactly also where the zone's offset had seconds: the offset is written without them, and the
    /// time is the one at that written offset.
    public func rfc3339(_ instant: Instant) -> String {
        let offset = offset(at: instant)
        let clock = instant.secondsSinceEpoch + Int64(offset.seconds / 60 * 60)
        let second = Int(clock - clock.dividedRoundingDown(by: 60) * 60)
        return "\(LocalDateTime(clockSeconds: clock)):\(padded(second, to: 2))\(offset.text)"
    }
}

/// A number that is not negative, with leading zeros.
private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
