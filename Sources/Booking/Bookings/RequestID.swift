/// The client's name for one intent (a random UUID), made before it is first sent.
///
/// Sent again with the same name, after a lost connection, an intent is not done twice: the database answers with what
/// it did the first time.
public struct RequestID: Hashable, Sendable, CustomStringConvertible {
    /// Lower-case hexadecimal in the form of RFC 9562, version 4.
    public let description: String

    public init(using generator: inout some RandomNumberGenerator) {
        let halves: [UInt64] = [
            generator.next() & ~0xF000 | 0x4000,
            generator.next() & ~(0b11 << 62) | 0b10 << 62,
        ]
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (half, hyphens) in zip(halves, [[8, 12], [0, 4]]) {
            for place in 0..<16 {
                if hyphens.contains(place) { text.append(UInt8(ascii: "-")) }
                text.append(digits[Int(half >> (60 - 4 * place) & 0xF)])
            }
        }
        description = String(decoding: text, as: UTF8.self)
    }

    public static func random() -> RequestID {
        var generator = SystemRandomNumberGenerator()
        return RequestID(using: &generator)
    }
}
