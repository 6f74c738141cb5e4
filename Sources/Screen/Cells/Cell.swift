/// One cell of the terminal: a character with the marks that combine with it, and what it means.
public struct Cell: Hashable, Sendable {
    var cluster = Cluster.space
    /// Columns that the character takes: 1 or 2, or 0 for the right half of the wide character before it.
    public internal(set) var width: UInt8 = 1
    public var ink: Role
    public var ground: Role
    public var emphasis: Emphasis = []

    /// A space in the given ground.
    public init(ink: Role = .text, ground: Role = .text) {
        self.ink = ink
        self.ground = ground
    }

    /// The scalar that takes the room.
    public var base: Unicode.Scalar { cluster.base }
    /// What combines with it; empty for nearly all.
    public var marks: [Unicode.Scalar] { cluster.markCount == 0 ? [] : cluster.marks }

    /// A space: of its ink nothing is seen, unless it is underlined or reversed.
    public var isBlank: Bool { cluster == .space }

    /// Base and marks. A mark that does not belong to its base (a Hangul vowel after a Latin letter) is left out.
    public var character: Character {
        guard cluster.markCount > 0 else { return Character(base) }
        return String(String.UnicodeScalarView([base] + marks)).first ?? Character(base)
    }
}
