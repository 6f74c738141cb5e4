/// Why the bytes given are no zone.
public struct ZoneDataError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Flaw: Error, Hashable, Sendable {
        /// The bytes do not begin as a TZif file does.
        case notTZif
        /// A version that is not 1, 2, 3 or 4.
        case unknownVersion
        /// Fewer bytes than the header announces.
        case endsEarly
        /// Counts or indices that contradict each other, or changes out of order.
        case inconsistent
        /// An offset of more than a day or so.
        case offsetTooLarge
        /// A name with anything but letters, digits, `+` and `-`.
        case badAbbreviation
        /// The rule for the years after the table cannot be read.
        case badFooter
        /// The file counts leap seconds, as those below `right/` do; bookings are in POSIX time, which does not.
        case leapSeconds
    }

    public var identifier: String
    public var flaw: Flaw

    public init(identifier: String, flaw: Flaw) {
        self.identifier = identifier
        self.flaw = flaw
    }

    public var description: String {
        switch flaw {
        case .leapSeconds:
            "The time zone \(identifier) counts leap seconds. Use the zone without “right/” in its name."
        case .unknownVersion:
            "The data of the time zone \(identifier) is of a version newer than this program knows (4). Update the program."
        case .notTZif, .endsEarly, .inconsistent, .offsetTooLarge, .badAbbreviation, .badFooter:
            "The data of the time zone \(identifier) is damaged (\(flaw)). Reinstall the package tzdata."
        }
    }
}
