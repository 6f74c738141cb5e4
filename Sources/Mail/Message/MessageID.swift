import Booking

/// What names a mail for ever, in every attempt: the Message-ID of RFC 5322 section 3.6.4, without its angle brackets.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Letters, digits, `.`, `-`, `_`, `+`, `=`, `$` with one `@` between; at most 320 bytes.
    public init(_ text: String) throws(MessageError) {
        let halves = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard halves.count == 2, text.utf8.count <= 320, halves.allSatisfy(Self.isDotAtom) else { throw .messageID }
        description = text
    }

    private static func isDotAtom(_ half: Substring.UTF8View) -> Bool {
        half.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { $0.isDigit || $0.isLetter || "-_+=$".utf8.contains($0) }
        }
    }
}

extension MessageID {
    /// FNV-1a of 64 bits (draft-eastlake-fnv), in hexadecimal: 16 characters that are safe in names of files and parts.
    var hash: String {
        let hash = description.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
