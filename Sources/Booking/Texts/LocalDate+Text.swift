public import Availability

extension Weekday {
    /// `Tuesday`.
    public var name: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }

    /// `Tue`.
    public var shortName: String { String(name.prefix(3)) }
}

extension LocalDate {
    /// `5 May`.
    public var dayAndMonth: String { "\(day) \(monthName.prefix(3))" }

    /// `Tue 5 May`.
    public var shortText: String { "\(weekday.shortName) \(dayAndMonth)" }

    /// `Tue 5 May 2026`.
    public var text: String { "\(shortText) \(year)" }

    /// `May`.
    public var monthName: String { Self.monthNames[month - 1] }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
