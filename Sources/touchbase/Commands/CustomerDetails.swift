import ArgumentParser

/// What `book`, `hold` and `confirm` are told of a customer beside the email.
struct CustomerDetails: ParsableArguments {
    @Option(help: ArgumentHelp("Name of a new customer.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("Phone of a new customer, or of one whose phone is not known.", valueName: "number"))
    var phone: String?

    var isEmpty: Bool { name == nil && phone == nil }
}

/// The customer of a hold, who may be said later.
struct CustomerArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The customer's email. One that is not known yet needs --name.", valueName: "email"))
    var customer: String?

    @OptionGroup var details: CustomerDetails

    func validate() throws {
        guard customer != nil || details.isEmpty else {
            throw ValidationError("--name and --phone are those of a customer: add --customer EMAIL.")
        }
    }

    /// Nil when nobody was named.
    func wanted(in office: inout Office) throws -> WantedCustomer? {
        try customer.map { try WantedCustomer.find($0, details, in: &office) }
    }
}
