public import Availability
public import Booking

extension Letter {
    /// Tells the customer what was booked, and how to change it.
    ///
    /// - Parameter zone: the practice's. Its name for the offset stands beside the time, and tells the two 01:30 of an
    ///   autumn night apart.
    public static func confirmation(of booking: Booking, from practice: Practice, in zone: ZoneRules) -> Letter {
        let starts = WallTime(booking.starts, in: zone)
        let brand = practice.brand.singleLine(limit: 100)
        let name = booking.customer?.name.singleLine(limit: 100) ?? ""
        return Letter(
            subject: "Your appointment on \(starts.longDate) at \(starts.clock) (\(booking.reference))",
            text: """
                Hello\(name.isEmpty ? "" : " \(name)"),

                Your appointment is booked.

                \(details(of: booking, from: practice, starts: starts))

                \(farewell(from: practice))

                \(brand)

                """)
    }

    private static func details(of booking: Booking, from practice: Practice, starts: WallTime) -> String {
        let price = Money(minorUnits: booking.service.price, currency: practice.currency.singleLine(limit: 8))
        return [
            ("Service", booking.service.name.singleLine(limit: 100)),
            ("Date", starts.longDate),
            ("Time", starts.clock + starts.twelveHourGloss),
            ("Length", "\(booking.starts.minutes(until: booking.ends)) minutes"),
            ("Therapist", booking.therapist.name.singleLine(limit: 100)),
            ("Price", price.description),
            ("Reference", booking.reference.spoken),
        ]
        .map { label, value in
            let gap = String(repeating: " ", count: 11 - label.count)
            return "    \(label):\(gap)\(value)"
        }
        .joined(separator: "\n")
    }

    private static func farewell(from practice: Practice) -> String {
        let phone = practice.phone?.singleLine(limit: 60) ?? ""
        let contact = phone.isEmpty ? "please answer this mail" : "please call us at \(phone)"
        return """
            If you cannot come, or would like another time,
            \(contact) and have the reference at hand.

            We look forward to seeing you.
            """
    }
}

extension Reference {
    /// In two groups, which are easier to say and to write down: `K7M 2QX`.
    fileprivate var spoken: String {
        "\(description.prefix(3)) \(description.dropFirst(3))"
    }
}
