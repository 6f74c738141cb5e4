/// What is added to the style of a role in one place.
public struct Emphasis: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let bold = Emphasis(rawValue: 1)
    public static let underline = Emphasis(rawValue: 2)
    /// Ink and ground change places: the block cursor of a field.
    public static let reverse = Emphasis(rawValue: 4)
}
