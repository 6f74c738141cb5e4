import Foundation

/// A practice in which little is to choose, so that tests know what comes out: open every day, one service that only Ana
/// does and one that both do.
enum Fixture {
    static let practice = practice(zone: "America/Detroit")

    static func practice(zone: String) -> String {
        """
        [practice]
        brand = "Test Practice"
        zone = "\(zone)"
        mail_from = "desk@practice.example"
        phone = "+1 313 555 0100"

        [[service]]
        name = "60-minute Swedish"
        price = 95
        duration = 60
        turnover = 15

        [[service]]
        name = "Foot Rub"
        price = 30
        duration = 30

        [[room]]
        name = "Room 1"
        services = ["60-minute Swedish", "Foot Rub"]

        [[room]]
        name = "Room 2"
        services = ["Foot Rub"]

        [[therapist]]
        name = "Ana Ruiz"
        services = ["60-minute Swedish", "Foot Rub"]
        \(everyDay("09:00-17:00"))

        [[therapist]]
        name = "Ben Okafor"
        services = ["Foot Rub"]
        \(everyDay("09:00-17:00"))
        """
    }

    private static func everyDay(_ hours: String) -> String {
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .map { "\($0) = [\"\(hours)\"]" }.joined(separator: "\n")
    }

    /// A date some days from now, as the commands take it; far from both ends of what is searched by default.
    static let date = day(3)

    static func day(_ days: Int) -> String {
        Date(timeIntervalSinceNow: Double(days) * 86_400).formatted(.iso8601.year().month().day())
    }

    static func at(_ time: String) -> String { "\(date)T\(time)" }
}
