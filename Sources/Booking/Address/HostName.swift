/// A name of the DNS as hosts have it: labels of letters, digits and hyphens (RFC 1123 section 2.1), no trailing dot.
public struct HostName: Hashable, Sendable {
    public let labelCount: Int

    /// Nil when it is no such name; a last label of digits alone would be an IPv4 address.
    public init?(_ text: String) {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.allSatisfy(Self.isLabel) else { return nil }
        guard let last = labels.last, !last.allSatisfy(\.isDigit) else { return nil }
        labelCount = labels.count
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { $0.isDigit || $0.isLetter || $0 == UInt8(ascii: "-") }
    }
}
