public import Availability

/// A moment as the clock on the practice's wall shows it.
public struct WallTime: Hashable, Sendable {
    public let instant: Instant
    /// What the clock shows.
    public let local: LocalDateTime
    /// How far the clock is from UTC at that moment, and what people call that.
    public let offset: ZoneOffset

    public init(_ instant: Instant, in zone: ZoneRules) {
        self.instant = instant
        local = zone.localDateTime(at: instant)
        offset = zone.offset(at: instant)
    }
}
