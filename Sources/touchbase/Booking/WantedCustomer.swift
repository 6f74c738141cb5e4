import Booking
import BookingStore
import Mail
import Postgres

/// Who a booking is for, as `book`, `hold` and `confirm` are told: a customer who is known by that email, or a new one.
struct WantedCustomer {
    let email: String
    let details: CustomerDetails
    let known: Customer?

    /// Looks the customer up; changes nothing.
    ///
    /// - Throws: a `Failure` for an address that mail cannot carry, or that nobody has and no name came with.
    static func find(_ email: String, _ details: CustomerDetails, in office: inout Office) throws -> WantedCustomer {
        var details = details
        details.name = try details.name.map(TypedText.name)
        details.phone = try details.phone.map(TypedText.phone)
        let known: Customer?
        do {
            known = try office.store.ask(Statement.customer(email: EmailAddress(email).description))
        } catch let error as EmailAddressError {
            throw Failure(code: .invalid, message: error.description)
        }
        guard known != nil || details.name != nil else {
            throw Failure(
                code: .invalid, message: "No customer has the email \(email). Add --name NAME to make a new one.")
        }
        return WantedCustomer(email: email, details: details, known: known)
    }

    /// The customer's row: made for a new one; a phone is filled in where none was known.
    func saved(in office: inout Office) throws -> CustomerID {
        if let known, details.phone == nil { return known.id }
        let name = details.name ?? known?.name ?? ""
        return try office.store.ask(Statement.addCustomer(name: name, email: email, phone: details.phone)).id
    }
}
