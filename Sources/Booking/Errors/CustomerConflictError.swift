/// Somebody else has changed the same of a customer meanwhile, to something else: nothing was changed.
public struct CustomerConflictError: Error, Hashable, Sendable {
    /// As they are now.
    public var customer: Customer

    public init(_ customer: Customer) {
        self.customer = customer
    }
}
