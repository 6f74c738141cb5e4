/// The client's name for one intent (a random UUID), made before it is first sent.
///
/// Sent again with the same name, after a lost connection, an intent is not done twice: the database answers with what
/// it did the first time.
public struct RequestID: Hashable, Sendable, CustomStringConvertible {
    /// Lower-case hexadecimal in the form of RFC 9562, version 4.
    public let description: String

    public init(using generator: inout some RandomNumberGenerator) {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef")
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append("-") }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0x0F)])
        }
        description = text
    }

    public static func random() -> RequestID {
        var generator = SystemRandomNumberGenerator()
        return RequestID(using: &generator)
    }
}
