/// The offsets of one time zone from UTC, past and future.
public struct ZoneRules: Sendable {
    /// The zone's name in the IANA database, such as `America/Detroit`.
    public let identifier: String

    /// A zone that is always `seconds` east of UTC.
    public init(identifier: String, fixedOffset seconds: Int, abbreviation: String) {
        self.identifier = identifier
    }
}
