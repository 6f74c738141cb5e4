/// Names one customer; the database's key.
public struct CustomerID: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// Somebody who books.
public struct Customer: Hashable, Sendable {
    public var id: CustomerID
    public var name: String
    public var email: String?
    public var phone: String?
    public var notes: String

    public init(id: CustomerID, name: String, email: String? = nil, phone: String? = nil, notes: String = "") {
        self.id = id
        self.name = name
        self.email = email
        self.phone = phone
        self.notes = notes
    }
}
