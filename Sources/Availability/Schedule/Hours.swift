/// A stretch of local time on one date, half-open, in minutes after that date's midnight.
///
/// `end` may reach past 1440: a shift from 22:00 to 06:00 is `1320 ..< 1800` of the day on which it starts.
public struct DayWindow: Hashable, Sendable {
    /// 0 ..< 1440.
    public let start: Int
    /// Past `start`, at most 2880.
    public let end: Int

    /// Nil unless `0 <= start < 1440` and `start < end <= 2880`.
    public init?(start: Int, end: Int) {
        guard (0..<1440).contains(start), start < end, end <= 2880 else { return nil }
        self.start = start
        self.end = end
    }
}

/// When somebody works, or something is open: windows by weekday, replaced on single dates.
public struct Hours: Hashable, Sendable {
    /// The windows that start on each weekday; a weekday that is missing has none.
    public var weekly: [Weekday: [DayWindow]] {
        get { week.windowsByWeekday }
        set { week = Week(newValue) }
    }
    /// Dates whose windows replace the weekday's; an empty list is a day off.
    public var overrides: [LocalDate: [DayWindow]]
    /// `weekly` as it is kept: laying it out over many weeks looks nothing up.
    private(set) var week: Week

    public init(weekly: [Weekday: [DayWindow]], overrides: [LocalDate: [DayWindow]] = [:]) {
        self.overrides = overrides
        week = Week(weekly)
    }

    /// The windows that start on `date`.
    public func windows(on date: LocalDate) -> [DayWindow] {
        overrides[date] ?? Array(week.windows[week.indices(of: date.weekday)])
    }
}

/// The windows of all weekdays in one array, so that going through many weeks of them counts no references.
struct Week: Hashable, Sendable {
    private(set) var windows: [DayWindow] = []
    /// Where each weekday's begin, from Monday on, and the end of Sunday's.
    private(set) var bounds = [0]
    /// How many windows the weekday has that has most.
    private(set) var mostOfADay = 0

    init(_ weekly: [Weekday: [DayWindow]]) {
        for ofDay in Weekday.allCases.map({ weekly[$0] ?? [] }) {
            windows += ofDay
            bounds.append(windows.count)
            mostOfADay = max(mostOfADay, ofDay.count)
        }
    }

    func indices(of weekday: Weekday) -> Range<Int> { indices(ofWeekday: weekday.rawValue - 1) }

    /// Those of the day that is as many after Monday.
    func indices(ofWeekday weekday: Int) -> Range<Int> {
        bounds[weekday]..<bounds[weekday + 1]
    }

    /// Without those that have none.
    var windowsByWeekday: [Weekday: [DayWindow]] {
        var weekly: [Weekday: [DayWindow]] = [:]
        for weekday in Weekday.allCases where !indices(of: weekday).isEmpty {
            weekly[weekday] = Array(windows[indices(of: weekday)])
        }
        return weekly
    }
}
