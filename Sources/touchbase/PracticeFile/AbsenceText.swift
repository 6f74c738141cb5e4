import Availability
import Booking

/// Time off or a closure as it is written: `from` and `through` are whole days, both included; `from` and `until` are
/// moments, of which the last is not included.
enum AbsenceText {
    /// Nil when a problem was noted.
    static func read(
        _ section: TOMLSection, zone: ZoneRules, _ problems: inout [SourceProblem]
    ) throws(SourceProblem) -> Absence? {
        section.refuseKeys(besides: PracticeFile.Keys.absence, &problems)
        let note = section.string("note", &problems) ?? ""
        guard section.has("from"), section.has("until") != section.has("through") else {
            throw section.problem(
                "Say from when until when: from and through with dates (both days included), or from and until with times."
            )
        }
        let lastKey = section.has("through") ? "through" : "until"
        guard let from = section.dateText("from", &problems), let last = section.dateText(lastKey, &problems)
        else { return nil }
        let isDays = lastKey == "through"
        let start = try isDays ? firstMoment(of: from, "from", section, zone) : moment(from, "from", section, zone)
        let end =
            try isDays
            ? firstMoment(of: last, "through", section, zone, daysLater: 1) : moment(last, "until", section, zone)
        guard start < end else {
            let rule = isDays ? "through must not be before from." : "until must be later than from."
            throw section.problem(rule, at: lastKey)
        }
        return Absence(during: Interval(start, end), note: note)
    }

    /// The keys and values that read as `interval`, without quotes.
    static func write(_ interval: Interval, zone: ZoneRules) -> [(key: String, value: String)] {
        let (start, end) = (zone.localDateTime(at: interval.start), zone.localDateTime(at: interval.end))
        if zone.startOfDay(start.date) == interval.start, zone.startOfDay(end.date) == interval.end {
            return [("from", "\(start.date)"), ("through", "\(end.date.advanced(byDays: -1))")]
        }
        return [("from", text(interval.start, zone)), ("until", text(interval.end, zone))]
    }

    private static func firstMoment(
        of text: String, _ key: String, _ section: TOMLSection, _ zone: ZoneRules, daysLater: Int = 0
    ) throws(SourceProblem) -> Instant {
        do {
            return zone.startOfDay(try LocalDate(parsing: text).advanced(byDays: daysLater))
        } catch {
            throw section.problem("\"\(text)\" is no date. \(error)", at: key)
        }
    }

    private static func moment(
        _ text: String, _ key: String, _ section: TOMLSection, _ zone: ZoneRules
    ) throws(SourceProblem) -> Instant {
        if (try? LocalDate(parsing: text)) != nil {
            throw section.problem(
                "\(key) is a date: add a time (\"\(text) 09:00\"), or write through = \"\(text)\" for whole days.",
                at: key)
        }
        do {
            return try zone.instant(of: TypedStart(text))
        } catch {
            throw section.problem("\"\(text)\" cannot be used. \(error)", at: key)
        }
    }

    private static func text(_ instant: Instant, _ zone: ZoneRules) -> String {
        let local = zone.localDateTime(at: instant)
        let text = "\(local.date) \(local.time)"
        guard case .twice = zone.resolve(local) else { return text }
        return text + zone.offset(at: instant).text
    }
}
