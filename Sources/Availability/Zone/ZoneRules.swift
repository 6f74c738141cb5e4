/// The offsets of one time zone from UTC, past and future.
///
/// A list of periods, searched by halving; nothing is allocated by a lookup. The yearly rule that holds after a zone's
/// table is written out for one turn of the Gregorian calendar (400 years are 20 871 whole weeks), and later years are
/// looked up whole turns earlier.
public struct ZoneRules: Hashable, Sendable {
    /// The zone's name in the IANA database, such as `America/Detroit`.
    public let identifier: String
    /// Ascending; the first begins before all time.
    let periods: [Period]
    /// From here on the periods repeat those of one `turn` earlier; nil: the last period never ends.
    let repeatsFrom: Int64?

    /// A stretch of time with one offset; it ends where the next begins.
    struct Period: Hashable, Sendable {
        var start: Int64
        var offset: ZoneOffset
    }

    /// Seconds in 400 years.
    static let turn: Int64 = 146_097 * 86_400

    /// A zone that is always `seconds` east of UTC.
    public init(identifier: String, fixedOffset seconds: Int, abbreviation: String) {
        self.identifier = identifier
        periods = [Period(start: .min, offset: ZoneOffset(seconds: seconds, abbreviation: abbreviation))]
        repeatsFrom = nil
    }

    /// The zone that a TZif file describes (RFC 8536 and its successor RFC 9636, versions 1 to 4), as found in
    /// `/usr/share/zoneinfo`.
    ///
    /// - Throws: when the bytes are no such file, are damaged, or count leap seconds.
    public init(identifier: String, tzif bytes: some Collection<UInt8>) throws(ZoneDataError) {
        let file: TZif
        do {
            file = try TZif(Array(bytes))
        } catch {
            throw ZoneDataError(identifier: identifier, flaw: error)
        }
        self.identifier = identifier
        (periods, repeatsFrom) = file.periods()
    }

    /// The offset in force at a moment.
    public func offset(at instant: Instant) -> ZoneOffset {
        periods[period(at: folded(instant.secondsSinceEpoch).seconds)].offset
    }

    /// The first moment after `instant` at which the offset or its name changes; nil when it never does again.
    public func nextTransition(after instant: Instant) -> Instant? {
        let (seconds, turned) = folded(instant.secondsSinceEpoch)
        let next = period(at: seconds) + 1
        guard next < periods.count else { return nil }
        return Instant(secondsSinceEpoch: periods[next].start + turned)
    }

    /// `seconds` brought into the part that is written out, and by how much it was moved.
    func folded(_ seconds: Int64) -> (seconds: Int64, turned: Int64) {
        guard let repeatsFrom, seconds >= repeatsFrom else { return (seconds, 0) }
        let turned = ((seconds - repeatsFrom) / Self.turn + 1) * Self.turn
        return (seconds - turned, turned)
    }

    /// The index of the period that holds `seconds`.
    func period(at seconds: Int64) -> Int {
        var low = 0
        var high = periods.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if periods[middle].start <= seconds { low = middle } else { high = middle }
        }
        return low
    }
}
