/// Makes time zone files by hand.
enum TZifBytes {
    /// A file of that version whose table says `LMT`, no changes, and whose rule is `footer`.
    static func file(footer: String, version: Character = "3") -> [UInt8] {
        block(version: version, timeWidth: 4) + block(version: version, timeWidth: 8) + Array("\n\(footer)\n".utf8)
    }

    /// Header and table with changes of the second offset, an hour east of UTC, and back.
    static func block(version: Character?, timeWidth: Int, changes: [Int64] = [], leaps: UInt32 = 0) -> [UInt8] {
        let names = Array("LMT\0CET\0".utf8)
        let counts = [0, 0, leaps, UInt32(changes.count), 2, UInt32(names.count)]
        return Array("TZif".utf8) + [version?.asciiValue ?? 0] + Array(repeating: 0, count: 15)
            + counts.flatMap { bigEndian(Int64($0), 4) } + changes.flatMap { bigEndian($0, timeWidth) }
            + changes.indices.map { UInt8(($0 + 1) % 2) } + bigEndian(0, 4) + [0, 0] + bigEndian(3600, 4) + [0, 4]
            + names
    }

    static func bigEndian(_ number: Int64, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
