public import Availability

/// A moment as the clock on the practice's wall shows it.
public struct WallTime: Hashable, Sendable {
    public var instant: Instant
    /// Seconds east of UTC at that moment.
    public var offset: Int
    /// What people call the offset (`EDT`); in zones without such names the digits of it (`+0545`).
    public var abbreviation: String

    public init(_ instant: Instant, offset: Int, abbreviation: String) {
        self.instant = instant
        self.offset = offset
        self.abbreviation = abbreviation
    }

    /// The day on the wall.
    var date: LocalDate {
        LocalDate(daysSinceEpoch: Int(clockSeconds.divided(roundingDownBy: 86_400)))
    }

    var hour: Int { secondOfDay / 3600 }
    var minute: Int { secondOfDay / 60 % 60 }
    var second: Int { secondOfDay % 60 }

    private var clockSeconds: Int64 { instant.secondsSinceEpoch + Int64(offset) }

    private var secondOfDay: Int {
        Int(clockSeconds - clockSeconds.divided(roundingDownBy: 86_400) * 86_400)
    }
}

extension Int64 {
    fileprivate func divided(roundingDownBy divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }
}

extension Int {
    /// Decimal, with zeros in front up to `width` digits.
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
