/// How one role looks.
public struct Style: Hashable, Sendable {
    /// Where the role is an ink: its colour and weight.
    public var foreground: Color
    public var isBold = false
    public var isDim = false
    public var isUnderlined = false
    /// Where the role is a ground: the colour behind the character, and whether the two change places.
    public var background: Color
    public var isReversed = false

    public static let plain = Style(foreground: .terminalDefault, background: .terminalDefault)

    public init(foreground: Color, background: Color) {
        self.foreground = foreground
        self.background = background
    }
}
