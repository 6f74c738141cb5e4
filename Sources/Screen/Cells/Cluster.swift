/// What a terminal keeps in one cell: a scalar that takes room, and up to four marks over it. Plain bits, so that a screen
/// of them is filled and compared without counting references.
struct Cluster: Hashable, Sendable {
    static let space = Cluster(" ", width: 1)

    var base: Unicode.Scalar
    /// Columns: 1 or 2.
    var width: UInt8
    private(set) var markCount: UInt8 = 0
    private var first: UInt32 = 0
    private var second: UInt32 = 0
    private var third: UInt32 = 0
    private var fourth: UInt32 = 0

    init(_ base: Unicode.Scalar, width: Int) {
        self.base = base
        self.width = UInt8(width)
    }

    /// Adds a mark; the gate lets no more than four through, and a fifth would be left out.
    mutating func add(_ mark: Unicode.Scalar) {
        switch markCount {
        case 0: first = mark.value
        case 1: second = mark.value
        case 2: third = mark.value
        case 3: fourth = mark.value
        default: return
        }
        markCount += 1
    }

    var marks: [Unicode.Scalar] {
        [first, second, third, fourth].prefix(Int(markCount)).compactMap(Unicode.Scalar.init)
    }
}
