public import Booking

/// Somebody's address with the name to show beside it.
public struct Mailbox: Hashable, Sendable {
    /// One safe line; empty: the address alone is shown.
    public let name: String
    public let address: EmailAddress

    /// Control, bidirectional and invisible characters of `name` are taken out, and it is cut at 100 characters.
    public init(name: String, address: EmailAddress) {
        self.name = name.singleLine(limit: 100)
        self.address = address
    }
}
