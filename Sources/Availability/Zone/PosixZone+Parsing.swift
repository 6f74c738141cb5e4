extension PosixZone {
    /// Reads `EST5EDT,M3.2.0,M11.1.0` and the like. A daylight saving name must come with its two dates.
    init(_ text: some Collection<UInt8>) throws(ZoneDataError.Flaw) {
        var reader = PosixZoneReader(text)
        let name = try reader.name()
        standard = try ZoneOffset(checking: -reader.offset(), name: name, isDaylightSaving: false)
        guard !reader.isAtEnd else {
            daylight = nil
            return
        }
        let daylightName = try reader.name()
        let seconds = try reader.isAt(",") ? standard.seconds + 3600 : -reader.offset()
        let offset = try ZoneOffset(checking: seconds, name: daylightName, isDaylightSaving: true)
        daylight = Daylight(offset: offset, begins: try reader.yearlyMoment(), ends: try reader.yearlyMoment())
        guard reader.isAtEnd else { throw .badFooter }
    }
}

/// Takes the parts of a POSIX TZ string off its front.
private struct PosixZoneReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: some Collection<UInt8>) {
        rest = Array(text)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ mark: Unicode.Scalar) -> Bool {
        rest.first == UInt8(ascii: mark)
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard isAt(mark) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func expect(_ mark: Unicode.Scalar) throws(ZoneDataError.Flaw) {
        guard take(mark) else { throw .badFooter }
    }

    /// Letters, or anything in angle brackets; at least three characters.
    mutating func name() throws(ZoneDataError.Flaw) -> ArraySlice<UInt8> {
        let isQuoted = take("<")
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let name = rest.prefix { isQuoted ? $0 != UInt8(ascii: ">") : letters.contains($0 | 0x20) }
        rest = rest[name.endIndex...]
        if isQuoted { try expect(">") }
        guard name.count >= 3 else { throw .badFooter }
        return name
    }

    /// `hh[:mm[:ss]]` with a sign or none, in seconds. Counted west of Greenwich, unlike everything else here.
    mutating func offset() throws(ZoneDataError.Flaw) -> Int {
        try time(hours: 24)
    }

    /// `,date[/time]`; 02:00 when there is no time.
    mutating func yearlyMoment() throws(ZoneDataError.Flaw) -> YearlyMoment {
        try expect(",")
        let day = try day()
        return YearlyMoment(day: day, seconds: take("/") ? try time(hours: 167) : 7200)
    }

    private mutating func day() throws(ZoneDataError.Flaw) -> YearlyMoment.Day {
        if take("J") { return .julian(try number(1...365)) }
        guard take("M") else { return .ordinal(try number(0...365)) }
        let month = try number(1...12)
        try expect(".")
        let week = try number(1...5)
        try expect(".")
        return .weekday(try number(0...6), week: week, month: month)
    }

    private mutating func time(hours: Int) throws(ZoneDataError.Flaw) -> Int {
        let sign = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        var seconds = try number(0...hours) * 3600
        if take(":") { seconds += try number(0...59) * 60 }
        if take(":") { seconds += try number(0...59) }
        return sign * seconds
    }

    private mutating func number(_ allowed: ClosedRange<Int>) throws(ZoneDataError.Flaw) -> Int {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...3).contains(digits.count) else { throw .badFooter }
        rest = rest[digits.endIndex...]
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard allowed.contains(value) else { throw .badFooter }
        return value
    }
}
