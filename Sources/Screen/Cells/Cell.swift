/// One cell of the terminal: a character with the marks that combine with it, and what it means.
public struct Cell: Hashable, Sendable {
    /// A base character of one or two columns and the marks over it.
    public internal(set) var character: Character
    /// Columns that `character` takes: 1 or 2, or 0 for the right half of the wide character before it.
    public internal(set) var width: UInt8
    public var ink: Role
    public var ground: Role
    public var emphasis: Emphasis

    /// A space in the given ground.
    public init(ink: Role = .text, ground: Role = .text) {
        character = " "
        width = 1
        self.ink = ink
        self.ground = ground
        emphasis = []
    }
}
