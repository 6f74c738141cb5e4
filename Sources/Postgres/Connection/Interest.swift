/// What of a socket a connection waits for, to be told to `poll`.
public struct Interest: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let read = Interest(rawValue: 1)
    public static let write = Interest(rawValue: 2)
}
