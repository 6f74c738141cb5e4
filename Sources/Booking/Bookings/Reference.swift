/// What a booking is called on the phone: six characters without those that are mistaken for others (0/O, 1/I/L).
public struct Reference: Hashable, Sendable, CustomStringConvertible {
    public static let alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
    public static let length = 6

    /// Upper case, such as `K7M2QX`.
    public let description: String

    /// Reads what people type: any case, spaces and hyphens ignored. Nil when it is no reference.
    public init?(_ text: some StringProtocol) {
        let characters = text.uppercased().filter { $0 != " " && $0 != "-" }
        guard let reference = Self(stored: characters) else { return nil }
        self = reference
    }

    /// Reads what a database stores: nil when it is no reference to the letter. A calendar has hundreds.
    public init?(stored text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Self.letters.contains) else { return nil }
        description = text
    }

    private static let letters = Array(alphabet.utf8)
}
