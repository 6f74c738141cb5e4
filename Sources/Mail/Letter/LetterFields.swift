import Availability
import Booking

/// What templates can say of a booking, by name. Each value is one safe line.
enum LetterFields {
    static let names = [
        "brand", "clock", "contact", "date", "greeting", "length", "name", "phone", "price", "reference", "service",
        "spoken_reference", "therapist", "time",
    ]

    /// - Parameter zone: the practice's. Its name for the offset stands beside the time, and tells the two 01:30 of an
    ///   autumn night apart.
    static func values(of booking: Booking, from practice: Practice, in zone: ZoneRules) -> [String: String] {
        let starts = WallTime(booking.starts, in: zone)
        let name = booking.customer?.name.singleLine(limit: 100) ?? ""
        let phone = practice.phone?.singleLine(limit: 60) ?? ""
        let price = Money(minorUnits: booking.service.price, currency: practice.currency.singleLine(limit: 8))
        return [
            "brand": practice.brand.singleLine(limit: 100),
            "clock": starts.clock,
            "contact": phone.isEmpty ? "please answer this mail" : "please call us at \(phone)",
            "date": starts.longDate,
            "greeting": name.isEmpty ? "Hello," : "Hello \(name),",
            "length": "\(booking.starts.minutes(until: booking.ends)) minutes",
            "name": name,
            "phone": phone,
            "price": price.description,
            "reference": booking.reference.description,
            "service": booking.service.name.singleLine(limit: 100),
            "spoken_reference": booking.reference.spoken,
            "therapist": booking.therapist.name.singleLine(limit: 100),
            "time": starts.clock + starts.twelveHourGloss,
        ]
    }
}

extension Reference {
    /// In two groups, which are easier to say and to write down: `K7M 2QX`.
    fileprivate var spoken: String {
        "\(description.prefix(3)) \(description.dropFirst(3))"
    }
}
