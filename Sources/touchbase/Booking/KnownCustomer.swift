import Booking
import BookingStore
import Mail
import Postgres

/// Customers by what is typed of them on the command line: their email.
enum KnownCustomer {
    /// - Throws: a `Failure` for an address that mail cannot carry, or that nobody has.
    static func find(_ email: String, in office: inout Office) throws -> Customer {
        if let customer = try search(email, in: &office) { return customer }
        throw Failure(
            code: .notFound,
            message:
                "No customer has the email \(email). Make one with: touchbase book \(email) SERVICE START --name NAME")
    }

    /// Nil when nobody has the address.
    static func search(_ email: String, in office: inout Office) throws -> Customer? {
        do {
            return try office.store.ask(Statement.customer(email: EmailAddress(email).description))
        } catch let error as EmailAddressError {
            throw Failure(code: .invalid, message: error.description)
        }
    }
}
