import Booking

/// What was given of a customer who is known otherwise: it was not taken over, and whoever gave it is told so.
struct CustomerDifference {
    /// The name that was given; nil when it is the one that is known.
    let name: String?
    let phone: String?
    private let known: Customer

    /// Nil when all that was given is what is known. Case and blanks make no other name, marks no other phone.
    init?(_ given: CustomerDetails, from known: Customer?) {
        guard let known else { return nil }
        name = given.name.flatMap { Self.folded($0) == Self.folded(known.name) ? nil : $0 }
        phone = given.phone.flatMap { Self.digits($0) == Self.digits(known.phone ?? "") ? nil : $0 }
        self.known = known
        if name == nil, phone == nil { return nil }
    }

    /// `Known as Alex Morgan; the name given, Al Morgan, was not taken over.`
    var lines: [String] {
        [
            name.map { "Known as \(known.name); the name given, \($0), was not taken over." },
            phone.map { "Known with \(known.phone ?? "no phone"); the phone given, \($0), was not taken over." },
        ].compactMap(\.self)
    }

    private static func folded(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func digits(_ phone: String) -> String { phone.filter(\.isNumber) }
}
