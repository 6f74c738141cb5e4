/// Somebody has that email already: nobody was made.
public struct EmailTakenError: Error, Hashable, Sendable {
    /// Whose it is.
    public var customer: Customer

    public init(_ customer: Customer) {
        self.customer = customer
    }
}
