/// How far a zone's clocks are from UTC for a while, and what people call that.
public struct ZoneOffset: Hashable, Sendable {
    /// Seconds east of UTC, in -89 999 ... 93 599 (the bounds of RFC 8536).
    public var seconds: Int
    /// As in the IANA database: `EDT`, or the digits where people have no name for it (`+1030`).
    public var abbreviation: String
    public var isDaylightSaving: Bool

    public init(seconds: Int, abbreviation: String, isDaylightSaving: Bool = false) {
        self.seconds = seconds
        self.abbreviation = abbreviation
        self.isDaylightSaving = isDaylightSaving
    }
}
