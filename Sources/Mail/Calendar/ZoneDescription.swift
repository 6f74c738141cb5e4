import Availability

/// The `VTIMEZONE` (RFC 5545 section 3.6.5) of a zone, as far as an appointment needs it: the changes of some two years
/// around. Calendars that know the zone by its name go by their own rules.
enum ZoneDescription {
    static func lines(of zone: ZoneRules, around span: Interval) -> [String] {
        ["BEGIN:VTIMEZONE", "TZID:\(zone.identifier)"] + observances(of: zone, around: span).flatMap(\.lines)
            + ["END:VTIMEZONE"]
    }

    /// An offset from its onset on.
    private struct Observance {
        /// As the clock showed it that was about to be changed.
        let onset: LocalDateTime
        let before: ZoneOffset
        let after: ZoneOffset

        var lines: [String] {
            let kind = after.isDaylightSaving ? "DAYLIGHT" : "STANDARD"
            return [
                "BEGIN:\(kind)", "DTSTART:\(onset.basic(second: 0))", "TZOFFSETFROM:\(before.basic)",
                "TZOFFSETTO:\(after.basic)", "TZNAME:\(after.abbreviation)", "END:\(kind)",
            ]
        }
    }

    /// The offset of some time before, and the changes from then to some time after.
    private static func observances(of zone: ZoneRules, around span: Interval) -> [Observance] {
        let (first, last) = (span.start.advanced(byMinutes: -400 * 1440), span.end.advanced(byMinutes: 400 * 1440))
        let offset = zone.offset(at: first)
        var observances = [Observance(onset: zone.localDateTime(at: first), before: offset, after: offset)]
        var transition = zone.nextTransition(after: first)
        while let moment = transition, moment < last {
            let before = zone.offset(at: Instant(secondsSinceEpoch: moment.secondsSinceEpoch - 1))
            let clock = ZoneRules(identifier: "", fixedOffset: before.seconds, abbreviation: "")
            observances.append(
                Observance(onset: clock.localDateTime(at: moment), before: before, after: zone.offset(at: moment)))
            transition = zone.nextTransition(after: moment)
        }
        return observances
    }
}

extension ZoneOffset {
    /// `-0400`; with seconds where there are any, as local mean times have.
    fileprivate var basic: String {
        let (sign, size) = (seconds < 0 ? "-" : "+", abs(seconds))
        let text = "\(sign)\((size / 3600).twoDigits)\((size / 60 % 60).twoDigits)"
        return size % 60 == 0 ? text : text + (size % 60).twoDigits
    }
}
