/// How text is put on a screen.
public struct Pen: Hashable, Sendable {
    public var ink: Role
    /// Nil: the ground that is there stays.
    public var ground: Role?
    public var emphasis: Emphasis

    public init(_ ink: Role, on ground: Role? = nil, _ emphasis: Emphasis = []) {
        self.ink = ink
        self.ground = ground
        self.emphasis = emphasis
    }
}
