/// Something that came from the terminal.
public enum Event: Hashable, Sendable {
    case key(Key)
    case mouse(Mouse)
    /// What was pasted in one piece, as it came; it must never act as keys.
    case paste(String)
    case resize(Size)
}

/// What the mouse did, and where.
public struct Mouse: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        case press, wheelUp, wheelDown
    }

    public var action: Action
    public var position: Position

    public init(_ action: Action, at position: Position) {
        self.action = action
        self.position = position
    }
}
