/// A time on the wall clock, to the minute, with no date and no zone.
public struct LocalTime: Hashable, Comparable, Sendable {
    /// Minutes after midnight, 0 ..< 1440.
    public let minuteOfDay: Int

    /// Nil unless `minuteOfDay` is in 0 ..< 1440.
    public init?(minuteOfDay: Int) {
        guard (0..<1440).contains(minuteOfDay) else { return nil }
        self.minuteOfDay = minuteOfDay
    }

    /// Nil unless `hour` is in 0 ..< 24 and `minute` in 0 ..< 60.
    public init?(hour: Int, minute: Int) {
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        minuteOfDay = hour * 60 + minute
    }

    public static let midnight = LocalTime(wrapping: 0)

    /// The time `minutes` after midnight, whole days left out.
    init(wrapping minutes: Int) {
        minuteOfDay = (minutes % 1440 + 1440) % 1440
    }

    public var hour: Int { minuteOfDay / 60 }
    public var minute: Int { minuteOfDay % 60 }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        left.minuteOfDay < right.minuteOfDay
    }
}
